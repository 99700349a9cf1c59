// From argv to a command and its arguments.
#pragma once

#include "base/result.h"
#include "cli/command.h"

namespace letopis::cli {

struct Parsed {
  const Command* command = nullptr;  // null: the program's own help or version was asked for
  Args args;
  bool version = false;
};

// Errors: kBadInput with what is wrong and, for a misspelt command, what was probably meant.
Result<Parsed> parse(int argc, const char* const* argv);

}  // namespace letopis::cli
