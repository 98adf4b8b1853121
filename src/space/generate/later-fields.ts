import type { Dice } from './random'

/**
 * Fields that no documentation names, as a vendor adds them over the years. They are written in ways that a client which
 * parses and writes again would change: spaces, `1.0`, numbers beyond 2^53, escapes. A whole-record update must carry
 * them back as they came (nexudus-api.md §2.7).
 */
export const laterFields: Readonly<Record<string, (dice: Dice) => string>> = {
  WorkingPattern: (dice) =>
    dice.chance(0.3, 'pattern?')
      ? 'null'
      : `{ "Days" : [1, 2.50, ${dice.below(7, 'pattern')}], "Home": { "Share": 1.0E-1, "Note": null }}`,
  LoyaltyFactor: (dice) => `${dice.below(3, 'loyalty')}.0`,
  LedgerNumber: (dice) => `9007199254740${dice.below(800, 'ledger') + 993}`,
  KnownAs: (dice) => (dice.chance(0.5, 'known?') ? '"Zo\\u00EB \\ud83c\\udf3f \\/ Z"' : '""'),
  ConsentHistory: (dice) =>
    dice.chance(0.7, 'consent?') ? '[]' : '[{"On":"2026-02-03T04:05:06Z","Given":true}]',
  ProfileCompleteness: (dice) => `${dice.below(100, 'complete')}`,
  IsSupportAgent: (dice) => String(dice.chance(0.1, 'agent')),
}
