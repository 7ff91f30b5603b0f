// Step "monitoring": four channels raise alerts, a queue of limited capacity is verified, households are listed,
// helped, removed and followed up. Rules: model/monitoring/. Policy document: article 3.
#pragma once

#include <array>
#include <vector>

#include "model/month/step.hpp"

namespace holdfast {

struct QueueEntry {
  HouseholdId id = 0;
  Index row = 0;
  std::int16_t due_month = 0;  // earliest month of the decision
  std::uint8_t channel = 0;    // whose alert came first, + found_alone
  std::uint8_t urgency = 0;    // severity 0-3; 4 more on the fast track or past the deadline
  std::uint32_t lot = 0;       // keyed; orders entries of one urgency
  float luck = 0;              // of the decision
};

// The alerts of one county that wait for verification. Belongs to the county's state: cleared when a new county begins.
struct MonitoringQueue {
  std::vector<QueueEntry> waiting;
  std::vector<Index> watched;  // by village: on the register or in follow-up; rebuilt each month
  void clear() { waiting.clear(); }
};

// Brings the entries due this month to the front, most urgent first, and returns how many of them `capacity` serves.
// One place more serves the same entries and one more.
std::size_t serve_first(std::vector<QueueEntry>& waiting, Month now, int capacity);

// The chances that the four channels notice household i this month if it is at risk; visits follow the resident teams.
std::array<float, 4> detection_chances(Step const& step, Block const& block, Villages const& villages, Index i);

void run_monitoring(Step const& step, County& county, MonitoringQueue& queue);

// Before the first month: lists the households of the first identification (7a.6).
void seed_register(Step const& step, County& county);

}  // namespace holdfast
