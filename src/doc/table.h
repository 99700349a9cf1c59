// What a query answers: named columns and rows of text. Numbers are kept as their decimal text, so
// that every renderer (cli/render.h) and export prints the same digits; `number` says which columns
// hold them, `detail` which the table for people leaves out.
#pragma once

#include <string>
#include <vector>

namespace letopis {

struct Column {
  std::string name;  // snake_case
  bool number = false;
  bool detail = false;  // in every format but the table
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // each as wide as columns; an empty cell is absent
};

}  // namespace letopis
