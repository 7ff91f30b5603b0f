#include "scenarios/patterns.hpp"

#include <fmt/format.h>

namespace holdfast {

namespace {

struct PatternReader {
  std::string file;
  std::vector<Problem> problems{};

  void complain(std::string pointer, std::string message) {
    problems.push_back({file, 0, 0, std::move(pointer), std::move(message)});
  }
  nlohmann::json const& list(nlohmann::json const& doc, char const* name) {
    static nlohmann::json const none = nlohmann::json::array();
    if (doc.is_object() && doc.contains(name) && doc[name].is_array()) return doc[name];
    complain("", fmt::format("needs a list \"{}\".", name));
    return none;
  }
  std::string word(nlohmann::json const& entry, std::string const& pointer, char const* name, bool needed) {
    if (entry.is_object() && entry.contains(name) && entry[name].is_string()) return entry[name].get<std::string>();
    if (needed || (entry.is_object() && entry.contains(name)))
      complain(pointer, fmt::format("needs \"{}\" as a text.", name));
    return "";
  }
  std::vector<std::string> words(nlohmann::json const& entry, std::string const& pointer, char const* name) {
    std::vector<std::string> out;
    if (!entry.is_object() || !entry.contains(name)) return out;
    if (!entry[name].is_array()) complain(pointer, fmt::format("\"{}\" must be a list of texts.", name));
    for (auto const& word : entry[name])
      if (word.is_string())
        out.push_back(word.get<std::string>());
      else
        complain(pointer, fmt::format("\"{}\" holds {}, which is no text.", name, word.dump()));
    return out;
  }
};

}  // namespace

PatternPlan read_patterns(std::filesystem::path const& file) {
  std::string const shown = file.filename().string();
  PatternReader reader{shown};
  JsonText const text = parse_json(read_text(file, shown), shown, reader.problems);
  PatternPlan out;
  if (reader.problems.empty()) {
    for (auto const& entry : reader.list(text.doc, "variants")) {
      std::string const at = fmt::format("/variants/{}", out.variants.size());
      out.variants.push_back({reader.word(entry, at, "key", true), reader.word(entry, at, "scenario", false),
                              reader.words(entry, at, "with"), reader.words(entry, at, "set")});
    }
    for (auto const& entry : reader.list(text.doc, "patterns")) {
      std::string const at = fmt::format("/patterns/{}", out.patterns.size());
      out.patterns.push_back({reader.word(entry, at, "key", true), reader.word(entry, at, "title", true),
                              reader.word(entry, at, "title_zh", true), reader.word(entry, at, "mechanism", true),
                              reader.word(entry, at, "if_fails", false)});
    }
  }
  if (!reader.problems.empty()) throw InputError(reader.problems);
  return out;
}

}  // namespace holdfast
