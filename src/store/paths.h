// How the chronicle names files: independent of the folder in which a command ran. Looks at the
// file system; thread-safe.
#pragma once

#include <string>

namespace letopis::store {

// The absolute path of a file or of one record of it ("#record" stays). Empty for standard input.
std::string full_path(const std::string& path);
// The same for the place of a problem, which may end in a line (":7"); a place that is no path of a
// file stays as it is.
std::string full_place(const std::string& place);

}  // namespace letopis::store
