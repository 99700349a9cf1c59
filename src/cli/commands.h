// The functions behind the commands; each stands in cmd_<name>.cc and is listed once, in
// commands.cc.
#pragma once

#include "cli/command.h"

namespace letopis::cli {

Exit cmd_add(const Args& args);
Exit cmd_analyze(const Args& args);
Exit cmd_articles(const Args& args);
Exit cmd_bench(const Args& args);
Exit cmd_disputes(const Args& args);
Exit cmd_dossier(const Args& args);
Exit cmd_entity(const Args& args);
Exit cmd_events(const Args& args);
Exit cmd_explain(const Args& args);
Exit cmd_export(const Args& args);
Exit cmd_figures(const Args& args);
Exit cmd_parse(const Args& args);
Exit cmd_quotes(const Args& args);
Exit cmd_refresh(const Args& args);
Exit cmd_remove(const Args& args);
Exit cmd_rules(const Args& args);
Exit cmd_search(const Args& args);
Exit cmd_sql(const Args& args);
Exit cmd_status(const Args& args);
Exit cmd_verify(const Args& args);

}  // namespace letopis::cli
