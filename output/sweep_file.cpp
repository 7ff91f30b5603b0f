#include "output/sweep_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/core/errors.hpp"
#include "output/compare.hpp"
#include "output/hdf5.hpp"

namespace holdfast {
namespace {

namespace fs = std::filesystem;

// What must be equal for replicates of both to stand in one file, in words where it is not.
std::vector<std::string> differences(RunReader const& there, Labels const& labels, Provenance const& ours) {
  Provenance const& theirs = there.provenance();
  std::vector<std::string> out;
  auto const differs = [&](bool differ, std::string text) {
    if (differ) out.push_back(std::move(text));
  };
  differs(theirs.sweep_json != ours.sweep_json || there.labels().text(Dim::point) != labels.text(Dim::point),
          "the sweep: its parameters, points or settings");
  differs(there.labels().replicates != labels.replicates,
          fmt::format("replicates: {} there, {} now", there.labels().replicates, labels.replicates));
  differs(theirs.seed != ours.seed, fmt::format("seed: {} there, {} now", theirs.seed, ours.seed));
  differs(theirs.households_share != ours.households_share,
          fmt::format("share: {:g} there, {:g} now", theirs.households_share, ours.households_share));
  if (theirs.scenario_json != ours.scenario_json) {
    std::vector<std::string> const words = input_differences(theirs.scenario_json, ours.scenario_json);
    for (std::size_t k = 0; k < std::min<std::size_t>(words.size(), 5); ++k) out.push_back("the base: " + words[k]);
    differs(words.empty() && out.empty(), "the base: its settings");
  }
  for (InputFile const& input : ours.inputs) {
    auto const same = [&](InputFile const& other) { return other.name == input.name; };
    auto const at = std::find_if(theirs.inputs.begin(), theirs.inputs.end(), same);
    differs(at == theirs.inputs.end() || at->fnv1a64 != input.fnv1a64, "the file " + input.name);
  }
  differs(theirs.commit != ours.commit || theirs.compiler != ours.compiler || theirs.flags != ours.flags ||
              theirs.libraries != ours.libraries,
          fmt::format("the program: built from {} there, from {} now", theirs.commit, ours.commit));
  return out;
}

std::string one_line(std::vector<std::string> const& list) { return fmt::format("{}", fmt::join(list, "; ")); }

// The outcomes of the complete replicates, by point and replicate.
std::vector<std::vector<Outcome>> outcomes_of(RunReader const& file) {
  auto const points = static_cast<std::size_t>(file.labels().size(Dim::point));
  auto const replicates = static_cast<std::size_t>(file.complete_replicates());
  std::vector<std::vector<Outcome>> out(points, std::vector<Outcome>(replicates));
  for (OutcomeField const& field : outcome_fields()) {
    Values const values = file.read("outcome/" + std::string(field.name));
    for (std::size_t r = 0; r < replicates; ++r)
      for (std::size_t p = 0; p < points; ++p) out[p][r].*field.member = values.data[r * points + p];
  }
  return out;
}

std::string point_label(Surface const& surface, std::size_t point) {
  std::string out;
  for (std::size_t j = 0; j < surface.parameters.size(); ++j)
    out += fmt::format("{}{}={}", j > 0 ? " " : "", surface.parameters[j].key, surface.points[point][j]);
  return out;
}

}  // namespace

Labels sweep_labels(Surface const& surface, int replicates) {
  Labels labels;
  labels.replicates = replicates;
  for (std::size_t p = 0; p < surface.points.size(); ++p) labels[Dim::point].push_back({point_label(surface, p)});
  return labels;
}

std::vector<Variable> sweep_variables(Surface const& surface) {
  std::vector<Variable> out;
  auto const zh = [](std::string const& text, std::string const& otherwise) { return text.empty() ? otherwise : text; };
  for (SurfaceParameter const& p : surface.parameters)
    out.push_back({"points", p.key, {Dim::point}, p.unit, p.title, zh(p.title_zh, p.title)});
  auto const by_replicate = [&](char const* group, std::string_view name, std::string_view unit, std::string_view text,
                                std::string_view text_zh) {
    out.push_back({group,
                   std::string(name),
                   {Dim::replicate, Dim::point},
                   std::string(unit),
                   std::string(text),
                   std::string(text_zh)});
  };
  for (OutcomeField const& f : outcome_fields()) by_replicate("outcome", f.name, f.unit, f.meaning, f.meaning_zh);
  for (OutcomeFigure const& f : outcome_figures()) by_replicate("figures", f.key, f.unit, f.title, f.title_zh);
  return out;
}

struct SweepFile::State {
  Surface& surface;
  fs::path path;
  Labels labels;
  std::unique_ptr<RunWriter> writer;  // none: the file was finished before
  int done = 0;

  // What was complete under either of the two working names; the fuller one.
  std::vector<std::vector<Outcome>> left_over(Provenance const& ours);
};

std::vector<std::vector<Outcome>> SweepFile::State::left_over(Provenance const& ours) {
  fs::path const part = part_path(path), old = part.string() + ".old";
  std::vector<std::vector<Outcome>> best;
  std::size_t most = 0;
  for (fs::path const& candidate : {part, old}) {
    std::error_code error;
    if (!fs::is_regular_file(candidate, error)) continue;
    if (h5::being_written(candidate))
      throw FileError(candidate.string() +
                      ": cannot go on: another process is writing it; give this sweep another name");
    std::unique_ptr<RunReader> file;
    try {
      file = std::make_unique<RunReader>(candidate);
    } catch (FileError const&) {
      continue;  // killed before anything was complete
    }
    if (file->complete_replicates() == 0) continue;
    std::vector<std::string> const differs = differences(*file, labels, ours);
    if (!differs.empty())
      throw InputError(Problem{
          candidate.string(), 0, 0, "",
          fmt::format("holds {} replicates of another sweep, which cannot be gone on with. What differs: {}. Name "
                      "another file with -o, or remove that one.",
                      file->complete_replicates(), one_line(differs))});
    if (static_cast<std::size_t>(file->complete_replicates()) > most) {
      most = static_cast<std::size_t>(file->complete_replicates());
      best = outcomes_of(*file);
    }
  }
  return best;
}

SweepFile::SweepFile(fs::path path, Surface& surface, int replicates, Provenance const& provenance)
    : state_(new State{surface, std::move(path), sweep_labels(surface, replicates), nullptr, 0}) {
  State& s = *state_;
  surface.outcomes.assign(surface.points.size(), {});
  std::error_code error;
  if (fs::is_regular_file(s.path, error)) {
    RunReader const file(s.path);
    std::vector<std::string> const differs = differences(file, s.labels, provenance);
    if (!differs.empty())
      throw InputError(Problem{s.path.string(), 0, 0, "",
                               fmt::format("exists and is no file of this sweep. What differs: {}. Name another file "
                                           "with -o, or remove that one.",
                                           one_line(differs))});
    surface.outcomes = outcomes_of(file);
    s.done = file.complete_replicates();
    return;
  }
  std::vector<std::vector<Outcome>> const kept = s.left_over(provenance);
  // The writer sets the remains aside as NAME.part.old; they go when the new file holds as much.
  s.writer = std::make_unique<RunWriter>(s.path, s.labels, sweep_variables(surface), provenance);
  std::size_t const complete = kept.empty() ? 0 : kept.front().size();
  for (std::size_t r = 0; r < complete; ++r) {
    std::vector<Outcome> row;
    for (auto const& point : kept) row.push_back(point[r]);
    write(static_cast<int>(r), row);
  }
  fs::remove(part_path(s.path).string() + ".old", error);
}

SweepFile::~SweepFile() = default;

int SweepFile::done() const { return state_->done; }
bool SweepFile::finished() const { return state_->writer == nullptr; }

void SweepFile::write(int replicate, std::span<Outcome const> by_point) {
  State& s = *state_;
  auto buffers = make_buffers(s.writer->variables(), s.labels);
  std::size_t v = 0;
  for (std::size_t j = 0; j < s.surface.parameters.size(); ++j, ++v)
    for (std::size_t p = 0; p < by_point.size(); ++p) buffers[v][p] = s.surface.points[p][j];
  for (OutcomeField const& field : outcome_fields()) {
    for (std::size_t p = 0; p < by_point.size(); ++p) buffers[v][p] = by_point[p].*field.member;
    ++v;
  }
  for (OutcomeFigure const& figure : outcome_figures()) {
    for (std::size_t p = 0; p < by_point.size(); ++p)
      buffers[v][p] = series_of(figure, by_point.subspan(p, 1)).estimate().value;
    ++v;
  }
  s.writer->write_replicate(replicate, buffers);
  for (std::size_t p = 0; p < by_point.size(); ++p) s.surface.outcomes[p].push_back(by_point[p]);
  s.done = replicate + 1;
}

void SweepFile::finish() {
  state_->writer->finish();
  state_->writer.reset();
}

}  // namespace holdfast
