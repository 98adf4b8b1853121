/** The server's policy for administrators (nexudus-api.md §2.8). It has the last word; this only helps while typing. */
export const passwordRules = {
  length: (password: string) => password.length >= 8,
  upper: (password: string) => /\p{Lu}/u.test(password),
  lower: (password: string) => /\p{Ll}/u.test(password),
  digit: (password: string) => /\p{Nd}/u.test(password),
  special: (password: string) => /[^\p{L}\p{N}\s]/u.test(password),
} as const
export type PasswordRule = keyof typeof passwordRules

export const passwordRuleNames = Object.keys(passwordRules) as readonly PasswordRule[]

export function unmetRules(password: string): readonly PasswordRule[] {
  return passwordRuleNames.filter((rule) => !passwordRules[rule](password))
}
