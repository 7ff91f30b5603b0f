// Ids are types, because ids get swapped.
#pragma once

#include <cstdint>

namespace holdfast {

using Index = std::int32_t;  // a row within one county, block, village or group

// Households keep their id for life and over shares, threads and scenarios; ids are never reused.
// Layout: bits 63-48 zero, 47-40 position of the county in counties.csv (0-182), 39-32 generation (0 = in the
// population at the start; else the year of the split less 2000), 31-0 serial number within the county. A split-off
// household has its parent's serial number and does not split again, so (parent, year) makes the id and the share drawn
// does not matter.
using HouseholdId = std::uint64_t;

inline constexpr HouseholdId household_id(std::uint32_t county, std::uint32_t generation, std::uint32_t serial) {
  return (HouseholdId{county} << 40) | (HouseholdId{generation} << 32) | serial;
}

// Spreads households evenly over rounds and months, always the same way (finalizer of MurmurHash3, Appleby 2011).
constexpr std::uint32_t scatter(HouseholdId id) {
  std::uint32_t h = static_cast<std::uint32_t>(id) ^ (static_cast<std::uint32_t>(id >> 32) * 0x9E3779B9u);
  h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
  h = (h ^ (h >> 13)) * 0xC2B2AE35u;
  return h ^ (h >> 16);
}
// The calendar month (0-11) of a household's yearly review; its quarterly rounds are that month and each third one.
constexpr int review_month(HouseholdId id) { return static_cast<int>(((scatter(id) >> 8) * 12u) >> 24); }
constexpr bool reviewed_yearly(HouseholdId id, int month_of_year) { return review_month(id) == month_of_year - 1; }
constexpr bool reviewed_quarterly(HouseholdId id, int month_of_year) {
  return review_month(id) % 3 == (month_of_year - 1) % 3;
}

// Agents that are not households draw luck too; bit 47 upwards keeps them apart from household ids.
inline constexpr std::uint64_t county_agent(std::uint32_t county) { return (std::uint64_t{1} << 50) | county; }
inline constexpr std::uint64_t village_agent(std::uint32_t county, std::uint32_t village) {
  return (std::uint64_t{2} << 50) | (std::uint64_t{county} << 32) | village;
}
inline constexpr std::uint64_t group_agent(std::uint32_t county, std::uint32_t group) {
  return (std::uint64_t{3} << 50) | (std::uint64_t{county} << 32) | group;
}
inline constexpr std::uint64_t province_agent() { return std::uint64_t{4} << 50; }

}  // namespace holdfast
