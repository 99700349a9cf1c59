#include "cli/render.h"

#include <algorithm>

#include "base/json.h"
#include "base/utf8.h"

namespace letopis::cli {
namespace {

using Row = std::vector<std::string>;

std::string one_line(std::string_view cell) {
  std::string out(cell);
  for (char& c : out)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return out;
}

// At most `width` code points, the last of them an ellipsis where something was cut.
std::string cut(const std::string& cell, size_t width) {
  if (utf8::length(cell) <= width) return cell;
  std::string out;
  size_t at = 0;
  for (size_t i = 0; i + 1 < width; ++i) utf8::append(out, utf8::next(cell, at));
  return out + "…";
}

// Without the columns of detail: a line is for people.
Table plain(const Table& table) {
  Table out;
  std::vector<size_t> kept;
  for (size_t i = 0; i < table.columns.size(); ++i)
    if (!table.columns[i].detail) kept.push_back(i);
  for (const size_t i : kept) out.columns.push_back(table.columns[i]);
  for (const Row& row : table.rows) {
    Row& cells = out.rows.emplace_back();
    for (const size_t i : kept) cells.push_back(row[i]);
  }
  return out;
}

std::string as_table(const Table& whole, size_t limit) {
  const Table table = plain(whole);
  std::vector<size_t> widths;
  for (const Column& column : table.columns) widths.push_back(utf8::length(column.name));
  for (const Row& row : table.rows)
    for (size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], utf8::length(one_line(row[i])));
  // The widest column gives way first, until the line fits.
  constexpr size_t kGap = 2, kLeast = 8;
  const auto total = [&] {
    size_t sum = 0;
    for (const size_t width : widths) sum += width + kGap;
    return sum;
  };
  while (limit > 0 && total() > limit + kGap) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kLeast) break;
    *widest -= std::min(*widest - kLeast, total() - limit - kGap);
  }
  const auto line = [&](const Row& row) {
    std::string out;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string cell = cut(one_line(row[i]), widths[i]);
      const std::string fill(widths[i] - utf8::length(cell), ' ');
      out += table.columns[i].number ? fill + cell : cell + fill;
      out += std::string(kGap, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out + "\n";
  };
  Row head;
  for (const Column& column : table.columns) head.push_back(column.name);
  std::string out = line(head);
  for (const Row& row : table.rows) out += line(row);
  return out;
}

void write_object(JsonWriter& json, const Table& table, const Row& row) {
  json.begin_object();
  for (size_t i = 0; i < row.size(); ++i) {
    if (row[i].empty()) continue;  // absent = key missing
    json.key(table.columns[i].name);
    if (table.columns[i].number)
      json.number(row[i]);
    else
      json.value(row[i]);
  }
  json.end_object();
}

std::string as_json(const Table& table, bool lines) {
  std::string out;
  if (lines) {
    for (const Row& row : table.rows) {
      JsonWriter json(out);
      write_object(json, table, row);
      out += '\n';
    }
    return out;
  }
  JsonWriter json(out);
  json.begin_array();
  for (const Row& row : table.rows) write_object(json, table, row);
  json.end_array();
  return out + "\n";
}

// RFC 4180: CRLF, quotes doubled.
std::string as_csv(const Table& table) {
  std::string out;
  const auto add = [&out](const auto& cells, auto text_of) {
    bool first = true;
    for (const auto& cell : cells) {
      if (!first) out += ',';
      first = false;
      const std::string& text = text_of(cell);
      if (text.find_first_of(",\"\r\n") == std::string::npos) {
        out += text;
        continue;
      }
      out += '"';
      for (const char c : text) out.append(c == '"' ? 2 : 1, c);
      out += '"';
    }
    out += "\r\n";
  };
  add(table.columns, [](const Column& column) -> const std::string& { return column.name; });
  for (const Row& row : table.rows)
    add(row, [](const std::string& cell) -> const std::string& { return cell; });
  return out;
}

std::string as_markdown(const Table& table) {
  std::string out = "|", rule = "|";
  for (const Column& column : table.columns) {
    out += " " + column.name + " |";
    rule += column.number ? " ---: |" : " --- |";
  }
  out += "\n" + rule + "\n";
  for (const Row& row : table.rows) {
    out += "|";
    for (const std::string& cell : row) {
      out += ' ';
      for (const char c : one_line(cell)) {
        if (c == '|') out += '\\';
        out += c;
      }
      out += " |";
    }
    out += '\n';
  }
  return out;
}

}  // namespace

std::optional<Format> format_of(std::string_view name) {
  if (name == "table") return Format::kTable;
  if (name == "json") return Format::kJson;
  if (name == "jsonl") return Format::kJsonl;
  if (name == "csv") return Format::kCsv;
  if (name == "md") return Format::kMarkdown;
  return std::nullopt;
}

std::string render(const Table& table, Format format, size_t width) {
  switch (format) {
    case Format::kTable:
      return as_table(table, width);
    case Format::kJson:
      return as_json(table, false);
    case Format::kJsonl:
      return as_json(table, true);
    case Format::kCsv:
      return as_csv(table);
    case Format::kMarkdown:
      return as_markdown(table);
  }
  return {};
}

}  // namespace letopis::cli
