// Step 5 of the month: separations, search, matching to local vacancies, migration; then the month's wages.
#pragma once

#include <vector>

#include "model/month/payments.hpp"
#include "model/month/step.hpp"

namespace holdfast {

// Workers of a county who found a local job this month and wait for a vacancy.
struct LocalApplicant {
  std::uint32_t priority;  // keyed: who is served does not depend on the order of rows
  Index row;
  std::int32_t slot;
  bool comes_first;  // by the one-worker rule
};

// Moves between jobs in one block; local finds go to `applicants`. Needs scratch.work_luck.
void change_jobs(Step const& step, County& county, Block const& block, std::vector<LocalApplicant>& applicants);

// Fills `vacancies` local jobs by priority; the others stay as they are. A local job starts next month.
void fill_local_vacancies(Step const& step, County& county, std::vector<LocalApplicant>& applicants, Index vacancies);

// This month's start-ups and failures among the enterprises of returned founders, and their public start-up money.
void open_returnee_jobs(Step const& step, County& county, Budgets& budgets);

// Local jobs open this month: positions of the county, which follow its labour market, and those of returned founders,
// less those who hold one.
// `holders`: local workers after this month's separations.
Index local_vacancies(Step const& step, County const& county, Index holders);

Index count_local_workers(County& county);

// Transitory wage component and wages of the block. Needs scratch.life_luck.
void earn_wages(Step const& step, Block const& block);

// Lagged migrant share of each village, for next month's peers.
void note_peers(County& county, Scratch& scratch);

}  // namespace holdfast
