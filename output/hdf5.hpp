// A small layer over the HDF5 C API: handles that close themselves and errors that say file, act and likely cause.
// Only output/ includes this; the file format it writes is docs/run-file.md.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::h5 {

using Path = std::filesystem::path;

// Throws FileError "PATH: cannot ACT: CAUSE", the cause read from HDF5's error stack.
[[noreturn]] void fail(Path const& file, std::string_view act);

// The cause alone, for an errno: "the disk is full", "no permission to write there" ...
std::string cause_of(int error_number);

// An HDF5 id that is closed once.
class Handle {
 public:
  using Closer = herr_t (*)(hid_t);
  Handle() = default;
  Handle(hid_t id, Closer closer) : id_(id), closer_(closer) {}
  Handle(Handle&& other) noexcept : id_(other.release()), closer_(other.closer_) {}
  Handle& operator=(Handle&& other) noexcept;
  ~Handle() { close(); }
  hid_t get() const { return id_; }
  bool close();  // false: HDF5 refused, so what was still in memory may not be on the disk
  hid_t release() { return std::exchange(id_, H5I_INVALID_HID); }

 private:
  hid_t id_ = H5I_INVALID_HID;
  Closer closer_ = nullptr;
};

// An open file, or an object in it; the name goes into every message.
struct File {
  Path path;
  Handle handle;
};

// A new file, replacing what is there, made so that equal contents give equal bytes and that what is on the disk
// changes only at flush(). `chunks_per_dataset` sizes the index so that adding a chunk never restructures it.
File create(Path const& path, int chunks_per_dataset);
// Read only, without a lock, so that the file of a living run can be read too. Says when a file is foreign or cut
// short.
File open(Path const& path);

// Hands everything to the operating system: what is flushed survives the death of this process.
void flush(File const& file);

// Closes a complete file so that it survives a power cut.
void finish(File& file);
// Leaves the file as its last flush left it, after an error: closing it properly would write again, half of it.
void abandon(File& file);
// True if a living process has the file from create().
bool being_written(Path const& path);

Handle create_group(File const& file, std::string const& name);

// A dataset of `type` with the given sizes (none: a scalar). `chunk` empty: contiguous; else shuffle + deflate 1.
struct Layout {
  std::vector<hsize_t> sizes;
  std::vector<hsize_t> chunk{};
};
Handle create_dataset(File const& file, std::string const& path, hid_t type, Layout const& layout, void const* fill);
Handle open_dataset(File const& file, std::string const& path);
bool exists(File const& file, std::string const& path);  // every part of the path

// Makes a 1-dimensional dataset the scale `name`; hangs a scale on dimension `dim` of a dataset.
void make_scale(File const& file, Handle const& dataset, std::string const& name);
void attach_scale(File const& file, Handle const& dataset, Handle const& scale, unsigned dim);

Handle string_type();  // variable length, UTF-8

void write_strings(File const& file, Handle const& dataset, std::span<std::string const> values);
std::vector<std::string> read_strings(File const& file, std::string const& path);
// Whole datasets; HDF5 converts between number types.
template <class T>
void write(File const& file, Handle const& dataset, std::span<T const> values);
template <class T>
std::vector<T> read(File const& file, std::string const& path);

// `first` and `count` along the first dimension, all of the others.
void write_rows(File const& file, Handle const& dataset, hid_t memory_type, void const* data, hsize_t first);
void read_rows(File const& file, Handle const& dataset, double* data, hsize_t first, hsize_t count);
std::vector<hsize_t> sizes(Handle const& dataset);

// Attributes of any object (a file handle means its root group).
void attribute(File const& file, Handle const& object, std::string const& name, std::string_view text);
// Fixed length: older netCDF tools (ncdump -t) understand time units only so.
void plain_attribute(File const& file, Handle const& object, std::string const& name, std::string_view text);
void attribute(File const& file, Handle const& object, std::string const& name, hid_t file_type, hid_t memory_type,
               void const* data, hsize_t count);
void attribute(File const& file, Handle const& object, std::string const& name, std::int32_t value);
void attribute(File const& file, Handle const& object, std::string const& name, double value);
bool has_attribute(Handle const& object, std::string const& name);
std::string text_attribute(File const& file, Handle const& object, std::string const& name);  // "" if absent
double number_attribute(File const& file, Handle const& object, std::string const& name);
std::uint64_t unsigned_attribute(File const& file, Handle const& object, std::string const& name);
std::vector<std::string> attribute_names(File const& file, Handle const& object);

// Names of the members of a group, in the order they were created; only groups or only datasets.
std::vector<std::string> members(File const& file, std::string const& group, H5O_type_t kind);

template <class T>
hid_t native();
template <>
inline hid_t native<std::int8_t>() {
  return H5T_NATIVE_INT8;
}
template <>
inline hid_t native<std::int32_t>() {
  return H5T_NATIVE_INT32;
}
template <>
inline hid_t native<std::int64_t>() {
  return H5T_NATIVE_INT64;
}
template <>
inline hid_t native<double>() {
  return H5T_NATIVE_DOUBLE;
}

template <class T>
void write(File const& file, Handle const& dataset, std::span<T const> values) {
  if (values.empty()) return;
  if (H5Dwrite(dataset.get(), native<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) fail(file.path, "write");
}

template <class T>
std::vector<T> read(File const& file, std::string const& path) {
  Handle const dataset = open_dataset(file, path);
  std::size_t count = 1;
  for (hsize_t const n : sizes(dataset)) count *= n;
  std::vector<T> out(count);
  if (H5Dread(dataset.get(), native<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()) < 0)
    fail(file.path, "read " + path);
  return out;
}

}  // namespace holdfast::h5
