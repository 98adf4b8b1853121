import { Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * The application menu. Items that belong to the window only name one of the renderer's commands, which holds what they
 * do; their keys are handled there, so that one place decides.
 */
export function setMenu(isMac: boolean, send: (command: string) => void): void {
  const command = (label: string, id: string, accelerator: string): MenuItemConstructorOptions => ({
    ...{ id, label, accelerator, registerAccelerator: false },
    click: () => send(id),
  })
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [command('Sign out', 'sign-out', ''), { role: isMac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        command('People', 'people', 'CmdOrCtrl+Shift+P'),
        command('My profile', 'profile', ''),
        command('Search people', 'search', 'CmdOrCtrl+F'),
        command('Review', 'review', 'CmdOrCtrl+Return'),
        command('Refresh', 'refresh', 'CmdOrCtrl+R'),
        { type: 'separator' },
        ...(['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'] as const).map((role) => ({ role })),
      ],
    },
    { role: 'windowMenu' },
  ]
  for (const { submenu } of template)
    if (Array.isArray(submenu))
      for (const item of submenu) if (item.accelerator === '') delete item.accelerator
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
