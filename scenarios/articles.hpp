// Coverage of the policy document: what the model makes of each of its 28 articles. Titles, verdicts and reasons stand
// in scenarios/data/articles.json; instruments, parameters, grades and years of change come from a resolved scenario.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/read.hpp"

namespace holdfast {

inline constexpr int policy_articles = 28;

struct ArticleCoverage {
  int article = 0;
  std::string title, title_zh;
  std::string verdict;              // one of article_verdicts
  std::string because, because_zh;  // why it is not modelled, or only as an indicator
  std::string left_out, left_out_zh;
  std::vector<std::string> instruments, instruments_zh, modules;  // titles; paths as in scenario files
  int parameters = 0;
  std::array<int, 4> by_grade{};  // of the parameters: A, B, C, D
  std::vector<int> years;         // reported years in which a value changes
};
inline constexpr std::array<std::string_view, 3> article_verdicts{"modelled", "indicator only", "not modelled"};

// All articles in order. Throws InputError with all problems of the file.
std::vector<ArticleCoverage> coverage(std::filesystem::path const& articles_json, ScenarioFile const& scenario);

}  // namespace holdfast
