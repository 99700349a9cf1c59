#include "cli/commands.h"

namespace letopis::cli {

const std::vector<Command>& commands() {
  static const std::vector<Option> kReading = {
      {"--manifest", "FILE", "metadata for all paths (default: manifest.jsonl beside the files)"},
      {"--published", "DATE", "publication date of the articles read"},
      {"--text-field", "NAME", "field of JSON records that holds the text"},
      {"--max-article", "BYTES", "a larger article is a problem (default: 8388608)"},
  };
  static const auto with_reading = [](std::vector<Option> options) {
    options.insert(options.end(), kReading.begin(), kReading.end());
    return options;
  };
  static const std::vector<Command> kCommands = {
      {"add", "PATH|-…", 1, 100000, "read articles into the chronicle (folder, .txt, .json, .jsonl)",
       {"letopis add news/", "letopis add article.txt --published 2024-11-27"}, with_reading({}), false, cmd_add},
      {"remove", "PATH|URL|ID", 1, 1, "take articles out, with all that rested on them",
       {"letopis remove news/old/", "letopis remove https://example.org/1"}, {}, false, cmd_remove},
      {"refresh", "", 0, 0, "analyse stored texts anew where engine, models or data changed", {"letopis refresh"}, {}, false, cmd_refresh},
      {"analyze", "FILE…", 1, 100000, "analyse without storing; one JSON object per article",
       {"letopis analyze article.txt", "letopis analyze news/ --format jsonl > analyses.jsonl"},
       with_reading({{"--format", "F", "jsonl (the only one)"}}), false, cmd_analyze},
      {"parse", "FILE…", 1, 100000, "words, lemmas, tags, syntax and names as CoNLL-U", {"letopis parse article.txt"}, with_reading({}), false, cmd_parse},
      {"articles", "", 0, 0, "the articles of the chronicle", {"letopis articles", "letopis articles --problems"},
       {{"--problems", "", "what went wrong while reading"}}, true, cmd_articles},
      {"events", "", 0, 0, "what happened, with whom, when, who says so",
       {"letopis events --actor A --with B", "letopis events --act sign --since 2024 --format jsonl"},
       {{"--actor", "NAME", "somebody who took part"},
        {"--with", "NAME", "somebody else who took part"},
        {"--act", "ACTS", "acts, separated by commas: visit,sign"},
        {"--since", "DATE", "not before"},
        {"--until", "DATE", "not after"},
        {"--place", "NAME", "where"},
        {"--modality", "M", "occurred, ongoing, planned, offered, hypothetical, negated, denied"}},
       true, cmd_events},
      {"quotes", "", 0, 0, "who said what", {"letopis quotes --by A", "letopis quotes --words BRICS"},
       {{"--by", "NAME", "the speaker"}, {"--about", "NAME", "somebody named in the words"}, {"--words", "TEXT", "words that occur"}}, true, cmd_quotes},
      {"dossier", "[A [B]]", 0, 2, "one page on an actor or a pair of actors", {"letopis dossier A B", "letopis dossier --busiest"},
       {{"--busiest", "", "the pair of states with most events"}}, true, cmd_dossier},
      {"explain", "ID", 1, 1, "any fact, down to the characters, with context", {"letopis explain 1f0c6c0e4b1d2a37"}, {}, true, cmd_explain},
      {"verify", "", 0, 0, "re-check every span and invariant", {"letopis verify"}, {}, true, cmd_verify},
      {"export", "FORMAT DIR", 2, 2, "the whole chronicle into a folder: jsonl or csv, canonical", {"letopis export jsonl out/"}, {}, false, cmd_export},
      {"sql", "QUERY", 1, 1, "read-only SQL over the documented views", {"letopis sql \"SELECT act, count(*) FROM events GROUP BY act\""}, {}, true, cmd_sql},
      {"bench", "FILE…", 1, 100000, "articles/s and MB/s per stage, storing included", {"letopis bench --first 1000 news/"},
       with_reading({{"--first", "N", "cut each text to N code points, leave shorter ones out"}, {"--format", "F", "table or json"}}), false, cmd_bench},
      {"rules", "test FILE…", 2, 100000, "run the examples of rule and frame files", {"letopis rules test data/ru/frames/visit.frame"}, {}, false, cmd_rules},
  };
  return kCommands;
}

}  // namespace letopis::cli
