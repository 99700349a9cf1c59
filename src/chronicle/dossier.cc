#include "chronicle/dossier.h"

#include "chronicle/dossier_page.h"

namespace letopis::chronicle {

Result<Dossier> gather_dossier(store::Store& store, const DossierQuery& query) {
  LT_ASSIGN(DossierPage page, DossierPage::open(store, query));
  LT_TRY(gather_acts(page));
  LT_TRY(gather_standing(store, page));
  LT_TRY(gather_things_standing(store, page));
  LT_TRY(gather_things(page));
  LT_TRY(gather_figures(page));
  LT_TRY(gather_quotes(page));
  LT_TRY(gather_disputes(store, page));
  LT_ASSIGN(Dossier dossier, page.finish());
  LT_TRY(gather_posts(store, dossier));
  return dossier;
}

}  // namespace letopis::chronicle
