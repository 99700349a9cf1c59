#include "cli/commands.h"
#include "cli/session.h"
namespace letopis::cli {
Exit cmd_rules(const Args&) { return Exit::kFailed; }
}
