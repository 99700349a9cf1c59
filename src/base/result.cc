#include "base/result.h"

namespace letopis {

std::string_view code_name(Code code) {
  switch (code) {
    case Code::kBadInput:
      return "bad-input";
    case Code::kBadRule:
      return "bad-rule";
    case Code::kNotFound:
      return "not-found";
    case Code::kIo:
      return "io";
    case Code::kDamaged:
      return "damaged";
    case Code::kVersion:
      return "version";
    case Code::kBusy:
      return "busy";
    case Code::kLimit:
      return "limit";
  }
  return "unknown";
}

std::string to_string(const Error& error) {
  return error.place.empty() ? error.message : error.place + ": " + error.message;
}

}  // namespace letopis
