import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { toProblem, type Problem } from '#shared/ipc/errors'
import { isKeychain } from '../../errors/wording'
import type { SignIn } from '#shared/ipc/contract'
import type { SessionState } from '#shared/ipc/models'
import { fieldOf, needsCode, type FormField } from './placement'

/** What was tried last, so that it can be tried again as it was. */
export type Attempt = 'sign-in' | 'demo' | 'restore'

/** What is signed in to: the space, or a location's portal. */
export interface SignInTarget {
  /** As main last told it. */
  readonly state: SessionState
  readonly signIn: (form: SignIn) => Promise<void>
  readonly restore: () => Promise<void>
  /** Where there is one to try. */
  readonly tryDemo?: () => Promise<void>
}

export type SignInForm = ReturnType<typeof useSignIn>

/** A sign-in form: what is typed is kept whatever happens, and one attempt runs at a time. */
export function useSignIn(session: SignInTarget) {
  const form = reactive<Record<FormField, string>>({ ...session.state.remembered, password: '', code: '' })
  const showsCode = ref(false)
  const busy = ref<Attempt | null>(null)
  const last = ref<Attempt>('restore')
  /** Chosen when the keychain could not be used: the tokens then live as long as the program. */
  const memoryOnly = ref(false)
  const problem = shallowRef<Problem | null>(session.state.problem)
  /** Counts attempts that failed, so that the same failure twice is still news. */
  const failures = ref(0)

  const keychain = computed(() => (problem.value && isKeychain(problem.value.code) ? problem.value : null))
  const field = computed(() => (problem.value ? fieldOf(problem.value.code, form) : null))

  // Main may learn something unasked, such as that the keychain is locked by now.
  watch(
    () => session.state.problem,
    (news) => {
      if (!busy.value) problem.value = news
    },
  )

  const work: Record<Attempt, () => Promise<void>> = {
    'sign-in': () =>
      session.signIn({
        ...form,
        code: showsCode.value && form.code.trim() !== '' ? form.code : undefined,
        memoryOnly: memoryOnly.value || undefined,
      }),
    demo: async () => session.tryDemo?.(),
    restore: session.restore,
  }

  /** @returns whether the person is in */
  async function attempt(what: Attempt): Promise<boolean> {
    if (busy.value) return false
    busy.value = what
    last.value = what
    try {
      await work[what]()
      problem.value = session.state.problem
    } catch (error) {
      problem.value = toProblem(error)
      if (needsCode(problem.value.code)) showsCode.value = true
    } finally {
      busy.value = null
    }
    if (problem.value) failures.value += 1
    return problem.value === null
  }

  /** Goes on without a keychain. After a failed restore there is nothing to repeat: the form is filled in first. */
  async function withoutKeychain(): Promise<void> {
    memoryOnly.value = true
    if (last.value === 'restore') problem.value = null
    else await attempt(last.value)
  }

  return {
    form,
    showsCode,
    busy,
    memoryOnly,
    problem,
    keychain,
    field,
    failures,
    attempt,
    last,
    withoutKeychain,
  }
}
