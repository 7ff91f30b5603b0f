// The local app: which address gives what. Every name in an address is looked up in a list; none is ever part of a path
// unless it was found there. docs/serve.md lists the addresses.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "viz/serve/answers.hpp"
#include "viz/serve/http.hpp"
#include "viz/serve/runs.hpp"

namespace holdfast::serve {

class App {
 public:
  // page: the file app.html. Throws FileError when it or the shipped scenarios are missing.
  App(std::filesystem::path const& workspace, std::filesystem::path const& share_dir, std::filesystem::path page);

  Response answer(Request const& request);
  void stop();  // children end, nothing new begins

 private:
  Response page() const;
  Response report_page(Request const& request) const;
  Response start();
  Response scenario(std::string const& name);
  Response instrument(Request const& request);
  Response check(Request const& request) const;
  Response submit(Request const& request);
  Response list_runs() const;
  Response run_scenario(std::string const& id) const;
  Response compare(Request const& request) const;
  Response results(Request const& request) const;
  Response counties(Request const& request) const;
  Response households(Request const& request) const;
  Response household(Request const& request) const;
  Response exported(Request const& request) const;

  std::string shipped(std::string const& name) const;  // the name itself; throws Refused when it is none
  std::string run_file(Request const& request, std::string const& parameter) const;
  std::vector<std::string> run_files(Request const& request) const;  // of `run` and, if given, `against`
  void allow_only_shipped(nlohmann::json const& scenario) const;
  void name_foreign_runs();
  void name_shipped(RunRecord& run);

  Workspace workspace_;
  std::filesystem::path share_dir_, page_;
  Answers answers_;
  Runs runs_;
  std::vector<std::string> scenarios_;
};

}  // namespace holdfast::serve
