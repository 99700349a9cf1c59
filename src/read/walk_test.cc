#include "read/walk.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace letopis::read {
namespace {

namespace fs = std::filesystem;

class WalkTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/letopis-walk-XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void put(const std::string& name) {
    fs::create_directories((fs::path(folder_) / name).parent_path());
    std::ofstream(fs::path(folder_) / name) << "x";
  }
  std::string folder_;
};

TEST_F(WalkTest, FilesComeInTheOrderOfBytesWithTheFolderAsWritten) {
  put("b/1.txt");
  put("b.txt");
  put("a/b/c/d/2.txt");
  const std::string written = folder_ + "/";
  EXPECT_EQ(walk(written).files,
            (std::vector<std::string>{written + "a/b/c/d/2.txt", written + "b.txt",
                                      written + "b/1.txt"}));
}

TEST_F(WalkTest, LinksToFilesAreReadAndCirclesAndDanglingLinksAreNot) {
  put("a.txt");
  fs::create_symlink(folder_ + "/a.txt", folder_ + "/b.txt");
  fs::create_directory_symlink(folder_, folder_ + "/circle");
  fs::create_symlink(folder_ + "/gone.txt", folder_ + "/dangling.txt");
  const Walk found = walk(folder_);
  EXPECT_EQ(found.files, (std::vector<std::string>{folder_ + "/a.txt", folder_ + "/b.txt"}));
  EXPECT_EQ(found.left_out, (std::map<std::string, uint64_t>{{"links", 2}}));
}

TEST_F(WalkTest, HiddenNamesAndPipesAreCounted) {
  put(".git/config");
  put(".a.txt");
  ASSERT_EQ(mkfifo((folder_ + "/pipe.txt").c_str(), 0600), 0);
  const Walk found = walk(folder_);
  EXPECT_TRUE(found.files.empty());
  EXPECT_EQ(found.left_out, (std::map<std::string, uint64_t>{{"hidden", 2}, {"special", 1}}));
}

TEST_F(WalkTest, AFolderThatIsNotThereIsAProblemWithItsPlace) {
  const Walk found = walk(folder_ + "/gone");
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_EQ(found.problems[0].code, "io");
  EXPECT_EQ(found.problems[0].place, folder_ + "/gone");
}

}  // namespace
}  // namespace letopis::read
