// What `holdfast at-risk -o FILE.h5` writes: one row for each household that was drawn, counted over replicates. HDF5
// that netCDF-4 tools read; format: docs/run-file.md, "Households at risk".
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "output/at_risk.hpp"
#include "output/provenance.hpp"

namespace holdfast {

// Refuses, before hours are simulated, a path that is a folder or a file of another kind. Throws FileError.
void require_writable(std::filesystem::path const& path);

// `papers`: of A, then of B. Written as FILE.part and renamed at the end; an older FILE is replaced. Throws FileError,
// and leaves nothing half-written.
void write_households(std::filesystem::path const& path, AtRiskRecord const& record,
                      std::vector<CountyFacts> const& counties, std::span<Provenance const> papers);

}  // namespace holdfast
