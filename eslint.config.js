import prettier from 'eslint-config-prettier'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import imports from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

/** Who may look at whom (docs/architecture.md): every folder names the folders it may import from, itself included. */
const rooms = {
  './src/shared/records': ['shared/records'],
  './src/shared/api': ['shared/api'],
  './src/shared/search': ['shared/search', 'shared/records'],
  './src/shared/ipc': ['shared/ipc', 'shared/records'],
  './src/preload': ['preload', 'shared'],
  './src/renderer': ['renderer', 'shared'],
  './src/space': ['space', 'shared'],
  './src/main/database': ['main/database', 'shared'],
  './src/main/log': ['main/log', 'shared'],
  './src/main/nexudus': ['main/nexudus', 'shared'],
  './src/main/account': ['main/account', 'main/nexudus', 'main/database', 'shared'],
  './src/main/directory': ['main/directory', 'main/nexudus', 'main/database', 'shared'],
  './src/main/profile': ['main/profile', 'main/nexudus', 'main/database', 'shared'],
  './src/main/pictures': ['main/pictures', 'main/nexudus', 'shared'],
  './src/main/drafts': [
    'main/drafts',
    'main/directory',
    'main/profile',
    'main/nexudus',
    'main/database',
    'shared',
  ],
  './src/main/demo': ['main/demo', 'main/account', 'shared'],
  './src/main/window': ['main/window', 'shared'],
  './src/main/ipc': ['main', 'shared'],
  './src/main': ['main', 'shared'],
}

export default ts.config(
  { ignores: ['out', 'node_modules', 'test-results', 'playwright-report', 'tour'] },
  ...ts.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
  {
    plugins: { 'import-x': imports },
    languageOptions: {
      parserOptions: { parser: ts.parser, project: './tsconfig.json', extraFileExtensions: ['.vue'] },
    },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: Object.entries(rooms).map(([target, except]) => ({
            target,
            from: './src',
            except: except.map((room) => `./${room}`),
            message: 'Rooms look in one direction; see docs/architecture.md.',
          })),
        },
      ],
      'import-x/no-cycle': 'error',
      'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    // Only the bridge touches the preload's object; only the registrar and the preload touch Electron's channels.
    files: ['src/renderer/**'],
    ignores: ['src/renderer/bridge/**', '**/*.test.ts'],
    rules: { 'no-restricted-properties': ['error', { object: 'window', property: 'usher' }] },
  },
  {
    files: ['src/**'],
    ignores: ['src/main/ipc/register.ts', 'src/preload/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'electron', importNames: ['ipcMain', 'ipcRenderer'], message: 'Use the IPC contract.' },
            { name: 'keytar', message: 'Only the keychain helper loads keytar.' },
          ],
        },
      ],
    },
  },
  { files: ['src/main/account/keychain/helper.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    // Node runs the test host as it stands, without a build: JavaScript, typed by comments where that helps.
    files: ['**/*.{js,mjs,cjs}'],
    ...ts.configs.disableTypeChecked,
  },
  prettier,
)
