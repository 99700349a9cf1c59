#include <csignal>
#include <exception>

#include "cli/parse.h"
#include "cli/session.h"

int main(int argc, char** argv) {
  using namespace letopis;
  using namespace letopis::cli;
  std::signal(SIGPIPE, SIG_DFL);  // a closed pipe ends the program quietly
  std::signal(SIGXFSZ, SIG_IGN);  // a limit of the file size is an error of writing, with its place
  try {
    const auto parsed = parse(argc, argv);
    if (!parsed) return static_cast<int>(fail(parsed.error()));
    if (parsed->version) {
      print("letopis " LETOPIS_VERSION "\n");
      return 0;
    }
    if (parsed->command == nullptr) {
      print(help_of_program());
      return 0;
    }
    if (parsed->args.has("--help")) {
      print(help_of(*parsed->command));
      return 0;
    }
    return static_cast<int>(parsed->command->run(parsed->args));
  } catch (const std::exception& error) {  // a bug, or no memory left
    say(std::string("letopis: internal error: ") + error.what());
    return static_cast<int>(Exit::kFailed);
  }
}
