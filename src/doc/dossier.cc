#include "doc/dossier.h"

namespace letopis {

std::string_view dossier_section_name(DossierSection section) {
  constexpr std::string_view kNames[] = {"standing", "timeline", "documents", "projects", "figures",
                                         "quotes",   "disputes", "planned",   "denied",   "views"};
  return kNames[static_cast<size_t>(section)];
}

}  // namespace letopis
