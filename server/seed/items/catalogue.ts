import type { ItemDefinition } from "../../../domain/item/item-definition.ts";
import { constructionPermit } from "./construction-permit.ts";
import { landUsePreliminaryReview } from "./land-use-preliminary-review.ts";
import { publicationsRetailLicence } from "./publications-retail-licence.ts";

/**
 * The items a new centre starts with. They follow the laws they name; an item administrator checks them against the local
 * published guide before they are used for real.
 */
export const seedItems: readonly ItemDefinition[] = [constructionPermit, publicationsRetailLicence, landUsePreliminaryReview];
