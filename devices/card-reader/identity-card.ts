import type { RegionDate } from "../../domain/time/instant.ts";

/**
 * resident: 居民身份证 · hong-kong-macau-taiwan: 港澳台居民居住证 · foreigner-2017 and -2023: 外国人永久居留身份证 of the two layouts.
 */
export type IdentityCardKind = "resident" | "hong-kong-macau-taiwan" | "foreigner-2017" | "foreigner-2023";

/** What an identity card's chip says, checked as far as it can be. */
export interface IdentityCard {
  readonly kind: IdentityCardKind;
  /** The Chinese name; a foreigner without one is named as in `latinName`. */
  readonly name: string;
  /** Foreigners only. */
  readonly latinName?: string;
  readonly sex: "male" | "female";
  /** The people (民族) a resident belongs to, `汉`; residents only. */
  readonly nation?: string;
  /** Three letters as in a passport, `FRA`; foreigners only. */
  readonly nationality?: string;
  readonly birthDate: RegionDate;
  /** Empty on a foreigner's card, which has none. */
  readonly address: string;
  /** 18 characters; 15 on a foreigner's card of 2017. */
  readonly number: string;
  /** As on the chip: an authority's name, the four-digit code of one (2017), or nothing (2023). */
  readonly issuer: string;
  readonly validFrom: RegionDate;
  readonly validUntil: RegionDate | "long-term";
  /** The travel permit (通行证) of a resident of Hong Kong, Macau or Taiwan. */
  readonly passNumber?: string;
  /** How often the card was issued, from 1. */
  readonly issueCount?: number;
  /** The photograph as on the chip (WLT, usually 1,024 bytes): only a vendor's decoder makes a picture of it. */
  readonly photoWlt: Uint8Array;
  /** There when the reader was asked for it. */
  readonly fingerprint?: Uint8Array;
}
