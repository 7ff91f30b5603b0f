// Attributes and listings of the HDF5 layer.
#include <hdf5_hl.h>

#include "output/hdf5.hpp"

namespace holdfast::h5 {
namespace {

Handle open_attribute(File const& file, Handle const& object, std::string const& name) {
  hid_t const id = H5Aopen(object.get(), name.c_str(), H5P_DEFAULT);
  if (id < 0) fail(file.path, "read the attribute " + name);
  return {id, H5Aclose};
}

template <class T>
T read_number(File const& file, Handle const& object, std::string const& name, hid_t memory_type) {
  T value{};
  Handle const attribute = open_attribute(file, object, name);
  if (H5Aread(attribute.get(), memory_type, &value) < 0) fail(file.path, "read the attribute " + name);
  return value;
}

// Runs over members that HDF5 hands out one by one; the C callbacks below append to it.
struct Listing {
  std::vector<std::string> names;
  H5O_type_t kind = H5O_TYPE_UNKNOWN;
};

herr_t add_member(hid_t group, char const* name, H5L_info_t const*, void* data) {
  Listing& listing = *static_cast<Listing*>(data);
  H5O_info_t info;
  if (H5Oget_info_by_name2(group, name, &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return -1;
  if (info.type == listing.kind) listing.names.emplace_back(name);
  return 0;
}

herr_t add_name(hid_t, char const* name, H5A_info_t const*, void* data) {
  static_cast<Listing*>(data)->names.emplace_back(name);
  return 0;
}

}  // namespace

void attribute(File const& file, Handle const& object, std::string const& name, hid_t file_type, hid_t memory_type,
               void const* data, hsize_t count) {
  Handle const space(count == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, nullptr), H5Sclose);
  Handle const made(H5Acreate2(object.get(), name.c_str(), file_type, space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  if (made.get() < 0 || H5Awrite(made.get(), memory_type, data) < 0) fail(file.path, "write the attribute " + name);
}

void attribute(File const& file, Handle const& object, std::string const& name, std::string_view text) {
  std::string const terminated(text);
  char const* const pointer = terminated.c_str();
  Handle const type = string_type();
  attribute(file, object, name, type.get(), type.get(), &pointer, 0);
}

void plain_attribute(File const& file, Handle const& object, std::string const& name, std::string_view text) {
  Handle const type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), text.size());
  attribute(file, object, name, type.get(), type.get(), text.data(), 0);
}

void attribute(File const& file, Handle const& object, std::string const& name, std::int32_t value) {
  attribute(file, object, name, H5T_STD_I32LE, H5T_NATIVE_INT32, &value, 0);
}

void attribute(File const& file, Handle const& object, std::string const& name, double value) {
  attribute(file, object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value, 0);
}

bool has_attribute(Handle const& object, std::string const& name) { return H5Aexists(object.get(), name.c_str()) > 0; }

std::string text_attribute(File const& file, Handle const& object, std::string const& name) {
  if (!has_attribute(object, name)) return {};
  Handle const attribute = open_attribute(file, object, name), type = string_type();
  char* pointer = nullptr;
  if (H5Aread(attribute.get(), type.get(), &pointer) < 0) fail(file.path, "read the attribute " + name);
  std::string out(pointer ? pointer : "");
  H5free_memory(pointer);
  return out;
}

double number_attribute(File const& file, Handle const& object, std::string const& name) {
  return read_number<double>(file, object, name, H5T_NATIVE_DOUBLE);
}

std::uint64_t unsigned_attribute(File const& file, Handle const& object, std::string const& name) {
  return read_number<std::uint64_t>(file, object, name, H5T_NATIVE_UINT64);
}

std::vector<std::string> attribute_names(File const& file, Handle const& object) {
  Listing listing;
  if (H5Aiterate2(object.get(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add_name, &listing) < 0)
    fail(file.path, "list attributes");
  return listing.names;
}

std::vector<std::string> members(File const& file, std::string const& group, H5O_type_t kind) {
  Listing listing{{}, kind};
  if (H5Literate_by_name(file.handle.get(), group.c_str(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add_member,
                         &listing, H5P_DEFAULT) < 0)
    fail(file.path, "list " + group);
  return listing.names;
}

}  // namespace holdfast::h5
