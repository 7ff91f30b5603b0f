// What `holdfast run --until` adds to a run: the contract read from the command line, and the run that grows until it
// holds.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "output/precision.hpp"
#include "output/record.hpp"

namespace holdfast::cli {

// "latent_relapse: 0.05pp, difference: 0.02pp". Throws InputError with every problem of the text.
std::vector<PrecisionTerm> read_precision(std::string_view text, bool against);

// The scenario that a contract is about is the last of the run; with two, the first is the one it is held against.
class ContractRun {
 public:
  ContractRun(std::vector<PrecisionTerm> terms, int cap) : terms_(std::move(terms)), cap_(cap) {}

  // `papers` as in Growth; `going_on(from, to)` is called before each further stage. The scenarios must outlive it.
  Growth growth(std::vector<RunOrder> const& orders, std::function<Provenance(std::size_t, int)> papers,
                std::function<void(int from, int to)> going_on);
  bool holds() const;
  std::string text(double seconds) const;

 private:
  std::vector<Estimate> estimates() const;

  std::vector<PrecisionTerm> terms_;
  int cap_;
  std::vector<std::vector<Outcome>> outcomes_;  // [order][replicate]
};

}  // namespace holdfast::cli
