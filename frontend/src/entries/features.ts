/** What draws the districts by their features, for a page that reads it once somebody asks for them. */
import { mountDeclaredDistricts } from "../layers/declared-districts";
import { FEATURES } from "../layers/district-feature-layer";
import { provide } from "../map/late";

provide(FEATURES, mountDeclaredDistricts);
