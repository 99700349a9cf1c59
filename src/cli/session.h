// What every command needs: where the data lie, the engine, the chronicle, messages to people. The
// only place besides the commands that prints.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "chronicle/query.h"
#include "cli/command.h"
#include "doc/table.h"
#include "extract/engine.h"
#include "read/reader.h"
#include "store/store.h"

namespace letopis::cli {

// To standard error.
void say(std::string_view message);
Exit fail(const Error& error);
// The paths that were given hold no article: names them and what would be read.
Exit no_article(const Args& args);
// To standard output. A closed pipe is no error.
void print(std::string_view text);
// The table in the format and up to the limit that were asked for; kNothing where it has no rows.
Exit show(const Table& table, const Args& args);

// The folder with the packs: $LETOPIS_DATA, else beside the program, else <prefix>/share/letopis.
Result<std::string> data_folder();
std::string database(const Args& args);
Result<unsigned> threads(const Args& args);
Result<size_t> number(const Args& args, std::string_view option, size_t otherwise);
// `overrides`: data files to read instead of the pack's (path, text).
Result<extract::Engine> engine(const Args& args,
                               std::vector<std::pair<std::string, std::string>> overrides = {});
// Only what reads Russian: opens several times as fast as the engine.
Result<extract::Language> language(const Args& args);
Result<read::ReadOptions> reading(const Args& args);
// Opens the chronicle that --db names; says so where a writer left work behind or a copy was made.
Result<store::Store> chronicle(const Args& args, store::Mode mode,
                               const extract::Engine* engine = nullptr);
// The entities that a name may mean, in any case form, most named first; kNotFound, with the
// nearest names, where there are none.
Result<std::vector<chronicle::EntityRef>> called(const Args& args, store::Store& store,
                                                 const std::string& name);
// Their ids. Empty for an empty name.
Result<std::vector<std::string>> named(const Args& args, store::Store& store,
                                       const std::string& name);
// The answer to a query: its table, or what went wrong.
Exit answer(const Result<Table>& table, const Args& args);
// The present moment, ISO 8601, UTC.
std::string now();

}  // namespace letopis::cli
