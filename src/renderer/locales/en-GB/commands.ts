/** Labels of the commands; the ids are those of `commands/registry.ts`. */
export default {
  people: 'People',
  profile: 'My profile',
  review: 'Review changes',
  search: 'Search people',
  refresh: 'Refresh people',
  apply: 'Apply changes',
  'sign-out': 'Sign out',
  'work-offline': 'Work offline',
}
