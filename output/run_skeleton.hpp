// The part of a run file that is there before the first replicate: dimensions, labels, empty tables, papers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "output/hdf5.hpp"
#include "output/provenance.hpp"
#include "output/table.hpp"

namespace holdfast {

struct Skeleton {
  h5::Handle done;                   // 0 until a replicate is complete on the disk
  std::vector<h5::Handle> datasets;  // one per variable
};

Skeleton write_skeleton(h5::File const& file, Labels const& labels, std::span<Variable const> variables,
                        Provenance const& provenance);

// The papers as a group: attributes, the resolved scenario, the inputs.
void write_provenance(h5::File const& file, Provenance const& provenance, int replicates,
                      std::string const& group = "provenance");

// How a missing value of this variable stands in the file; a count has -1 unless the variable says otherwise.
inline std::int64_t count_fill(Variable const& v) { return v.fill == v.fill ? static_cast<std::int64_t>(v.fill) : -1; }

}  // namespace holdfast
