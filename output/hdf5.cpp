// HDF5 with errors for people. Why the settings are as they are: docs/run-file.md, "How it is written".
#include "output/hdf5.hpp"

#include <fcntl.h>
#include <hdf5_hl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "model/core/errors.hpp"

namespace holdfast::h5 {
namespace {

// HDF5 neither prints nor runs at exit: after a full disk its exit handler would try to write again.
void start() {
  static bool const started = [] {
    H5dont_atexit();
    H5open();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    return true;
  }();
  static_cast<void>(started);
}

struct Cause {
  int error_number = 0;
  bool truncated = false;
  std::string innermost;
};

herr_t look(unsigned, H5E_error2_t const* error, void* data) {
  Cause& cause = *static_cast<Cause*>(data);
  std::string const text = error->desc ? error->desc : "";
  std::size_t const at = text.find("errno = ");
  if (at != std::string::npos && cause.error_number == 0) cause.error_number = std::atoi(text.c_str() + at + 8);
  if (text.find("truncated file") != std::string::npos) cause.truncated = true;
  if (cause.innermost.empty()) cause.innermost = text;
  return 0;
}

Cause cause_from_stack() {
  Cause cause;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, look, &cause);
  H5Eclear2(H5E_DEFAULT);
  return cause;
}

hid_t check(hid_t id, Path const& file, std::string_view act) {
  if (id < 0) fail(file, act);
  return id;
}

Handle property_list(hid_t kind) { return {H5Pcreate(kind), H5Pclose}; }

void track_order(Handle const& list) {
  H5Pset_link_creation_order(list.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_attr_creation_order(list.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_obj_track_times(list.get(), false);
}

// Metadata stays in memory until a flush, so a killed run leaves the state of its last flush.
void hold_metadata(Handle const& access) {
  H5AC_cache_config_t config{};
  config.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  H5Pget_mdc_config(access.get(), &config);
  config.evictions_enabled = false;
  config.incr_mode = H5C_incr__off;
  config.flash_incr_mode = H5C_flash_incr__off;
  config.decr_mode = H5C_decr__off;
  H5Pset_mdc_config(access.get(), &config);
}

int descriptor_of(File const& file) {
  void* descriptor = nullptr;
  if (H5Fget_vfd_handle(file.handle.get(), H5P_DEFAULT, &descriptor) < 0) return -1;
  return *static_cast<int*>(descriptor);
}

Handle space_of(std::vector<hsize_t> const& sizes) {
  if (sizes.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
  return {H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr), H5Sclose};
}

// The file and memory spaces of some rows of a dataset.
std::pair<Handle, Handle> rows_of(Handle const& dataset, hsize_t first, hsize_t count) {
  std::vector<hsize_t> extent = sizes(dataset), start_at(extent.size(), 0);
  start_at[0] = first;
  extent[0] = count;
  Handle in_file(H5Dget_space(dataset.get()), H5Sclose);
  H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start_at.data(), nullptr, extent.data(), nullptr);
  return {std::move(in_file), space_of(extent)};
}

}  // namespace

std::string cause_of(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "the disk or your share of it is full; free some room or choose another place";
    case EFBIG:
      return "the file would exceed the largest size allowed here (ulimit -f, or the kind of disk)";
    case EACCES:
    case EPERM:
    case EROFS:
      return "you have no permission for that there";
    case ENOTDIR:
      return "a part of the path is a file, not a folder";
    case ENOENT:
      return "the file or its folder does not exist";
    case EISDIR:
      return "it is a folder";
    case EAGAIN:
      return "another run is writing it";
    default:
      return std::error_code(error_number, std::generic_category()).message();
  }
}

void fail(Path const& file, std::string_view act) {
  Cause const cause = cause_from_stack();
  std::string why = cause.error_number != 0 ? cause_of(cause.error_number) : cause.innermost;
  if (cause.truncated) why = "the file is cut short; was a copy or a download interrupted?";
  if (why.empty()) why = "HDF5 gives no reason";
  throw FileError(file.string() + ": cannot " + std::string(act) + ": " + why);
}

Handle& Handle::operator=(Handle&& other) noexcept {
  if (this != &other) {
    close();
    closer_ = other.closer_;
    id_ = other.release();
  }
  return *this;
}

bool Handle::close() {
  hid_t const id = release();
  return id < 0 || closer_ == nullptr || closer_(id) >= 0;
}

File create(Path const& path, int chunks_per_dataset) {
  start();
  Handle const creation = property_list(H5P_FILE_CREATE), access = property_list(H5P_FILE_ACCESS);
  track_order(creation);
  // A node of the chunk index holds 2k chunks: all replicates in one node, so that no flush has to split one.
  H5Pset_istore_k(creation.get(), static_cast<unsigned>(std::clamp(chunks_per_dataset / 2 + 1, 32, 2048)));
  H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18);
  H5Pset_file_locking(access.get(), false, true);  // ours, below: readers may look at a living run
  hold_metadata(access);
  hid_t const id = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get());
  File file{path, {check(id, path, "create the file"), H5Fclose}};
  ::flock(descriptor_of(file), LOCK_SH | LOCK_NB);  // no matter where the file system knows no locks
  return file;
}

bool being_written(Path const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool const taken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(descriptor);
  return taken;
}

void abandon(File& file) {
  int const descriptor = descriptor_of(file);
  if (descriptor >= 0) ::flock(descriptor, LOCK_UN);
  file.handle.release();
}

void finish(File& file) {
  if (!file.handle.close()) fail(file.path, "close the file");
  int const descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
  bool const secured = descriptor >= 0 && ::fsync(descriptor) == 0;
  int const refused = secured ? 0 : errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!secured) throw FileError(file.path.string() + ": cannot secure on the disk: " + cause_of(refused));
}

File open(Path const& path) {
  start();
  std::error_code error;
  auto const status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    throw FileError(path.string() + ": cannot open: " + (error ? cause_of(error.value()) : "there is no such file"));
  }
  if (std::filesystem::is_directory(status)) throw FileError(path.string() + ": cannot open: it is a folder");
  Handle const access = property_list(H5P_FILE_ACCESS);
  H5Pset_file_locking(access.get(), false, true);
  hid_t const id = H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get());
  if (id >= 0) return {path, {id, H5Fclose}};
  Cause const cause = cause_from_stack();
  std::string why = "it is not an HDF5 file, so it cannot be a run file";
  if (H5Fis_hdf5(path.c_str()) > 0) why = cause.innermost;
  if (std::filesystem::file_size(path, error) == 0) why = "it is empty";
  if (cause.error_number != 0) why = cause_of(cause.error_number);
  if (cause.truncated) why = "it is cut short; was a copy or a download interrupted?";
  throw FileError(path.string() + ": cannot open: " + why);
}

void flush(File const& file) {
  if (H5Fflush(file.handle.get(), H5F_SCOPE_LOCAL) < 0) fail(file.path, "write");
}

Handle create_group(File const& file, std::string const& name) {
  Handle const creation = property_list(H5P_GROUP_CREATE);
  track_order(creation);
  hid_t const id = H5Gcreate2(file.handle.get(), name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT);
  return {check(id, file.path, "create the group " + name), H5Gclose};
}

Handle create_dataset(File const& file, std::string const& path, hid_t type, Layout const& layout, void const* fill) {
  Handle const creation = property_list(H5P_DATASET_CREATE), access = property_list(H5P_DATASET_ACCESS);
  H5Pset_obj_track_times(creation.get(), false);
  H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  if (!layout.chunk.empty()) {
    H5Pset_chunk(creation.get(), static_cast<int>(layout.chunk.size()), layout.chunk.data());
    H5Pset_shuffle(creation.get());
    H5Pset_deflate(creation.get(), 1);
    H5Pset_chunk_cache(access.get(), 0, 0, 1.0);  // chunks are written whole, at once: nothing lingers in memory
  } else {
    H5Pset_alloc_time(creation.get(), H5D_ALLOC_TIME_EARLY);
  }
  if (fill != nullptr) H5Pset_fill_value(creation.get(), type, fill);
  Handle const space = space_of(layout.sizes);
  hid_t const id =
      H5Dcreate2(file.handle.get(), path.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), access.get());
  return {check(id, file.path, "create " + path), H5Dclose};
}

Handle open_dataset(File const& file, std::string const& path) {
  return {check(H5Dopen2(file.handle.get(), path.c_str(), H5P_DEFAULT), file.path, "read " + path), H5Dclose};
}

bool exists(File const& file, std::string const& path) {
  std::size_t slash = path.find('/');
  for (; slash != std::string::npos; slash = path.find('/', slash + 1))
    if (H5Lexists(file.handle.get(), path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
  return H5Lexists(file.handle.get(), path.c_str(), H5P_DEFAULT) > 0;
}

void make_scale(File const& file, Handle const& dataset, std::string const& name) {
  if (H5DSset_scale(dataset.get(), name.c_str()) < 0) fail(file.path, "make the dimension " + name);
}

void attach_scale(File const& file, Handle const& dataset, Handle const& scale, unsigned dim) {
  if (H5DSattach_scale(dataset.get(), scale.get(), dim) < 0) fail(file.path, "attach a dimension");
}

Handle string_type() {
  start();
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), H5T_VARIABLE);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  return type;
}

void write_strings(File const& file, Handle const& dataset, std::span<std::string const> values) {
  std::vector<char const*> pointers;
  for (std::string const& value : values) pointers.push_back(value.c_str());
  Handle const type = string_type();
  if (H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0) fail(file.path, "write");
}

std::vector<std::string> read_strings(File const& file, std::string const& path) {
  Handle const dataset = open_dataset(file, path), type = string_type();
  Handle const space(H5Dget_space(dataset.get()), H5Sclose);
  std::vector<char*> pointers(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.get())), nullptr);
  if (H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
    fail(file.path, "read " + path);
  std::vector<std::string> out;
  for (char const* pointer : pointers) out.emplace_back(pointer ? pointer : "");
  H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, pointers.data());
  return out;
}

std::vector<hsize_t> sizes(Handle const& dataset) {
  Handle const space(H5Dget_space(dataset.get()), H5Sclose);
  int const rank = H5Sget_simple_extent_ndims(space.get());
  std::vector<hsize_t> out(static_cast<std::size_t>(std::max(rank, 0)));
  if (rank > 0) H5Sget_simple_extent_dims(space.get(), out.data(), nullptr);
  return out;
}

void write_rows(File const& file, Handle const& dataset, hid_t memory_type, void const* data, hsize_t first) {
  auto const [in_file, in_memory] = rows_of(dataset, first, 1);
  if (H5Dwrite(dataset.get(), memory_type, in_memory.get(), in_file.get(), H5P_DEFAULT, data) < 0)
    fail(file.path, "write");
}

void read_rows(File const& file, Handle const& dataset, double* data, hsize_t first, hsize_t count) {
  if (count == 0) return;
  auto const [in_file, in_memory] = rows_of(dataset, first, count);
  if (H5Dread(dataset.get(), H5T_NATIVE_DOUBLE, in_memory.get(), in_file.get(), H5P_DEFAULT, data) < 0)
    fail(file.path, "read");
}

}  // namespace holdfast::h5
