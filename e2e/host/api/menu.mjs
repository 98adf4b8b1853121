import { describeRole } from './menu-roles.mjs'
import { emitterNamed, notImplemented } from './missing.mjs'
import { focusedWindow } from './registry.mjs'

let lastCommand = 0

export class MenuItem {
  enabled = true
  visible = true
  checked = false
  label = ''
  sublabel = ''
  toolTip = ''
  accelerator = undefined
  submenu = undefined
  #act
  #siblings = () => []

  /** @param {import('electron').MenuItemConstructorOptions} options */
  constructor({ click, submenu, ...options }) {
    const role = options.role ? describeRole(options.role) : undefined
    Object.assign(this, { label: role?.label ?? '', ...options })
    const items = submenu ?? role?.submenu
    if (items) this.submenu = items instanceof Menu ? items : Menu.buildFromTemplate(items)
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
    this.commandId = ++lastCommand
    this.#act = click ?? ((_item, window) => role?.act?.(window))
  }

  /** As if the person had chosen it, on the window in front. */
  click = (event = {}, window = focusedWindow()) => {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') for (const each of this.#siblings()) each.checked = each === this
    this.#act(this, window, event)
  }

  /** @param {() => MenuItem[]} siblings the radio items of its menu */
  joined(siblings) {
    this.#siblings = siblings
  }
}

export class Menu extends emitterNamed('Menu') {
  static #application = null
  /** @type {MenuItem[]} */
  items = []

  /** @param {(import('electron').MenuItemConstructorOptions | MenuItem)[]} template */
  static buildFromTemplate(template) {
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item))
    return menu
  }

  static getApplicationMenu() {
    return Menu.#application
  }

  /** @param {Menu | null} menu */
  static setApplicationMenu(menu) {
    Menu.#application = menu
  }

  /** @param {MenuItem} item */
  append(item) {
    this.insert(this.items.length, item)
  }

  /**
   * @param {number} position
   * @param {MenuItem} item
   */
  insert(position, item) {
    this.items.splice(position, 0, item)
    item.joined(() => this.items.filter((each) => each.type === 'radio'))
  }

  /**
   * @param {string} id
   * @returns {MenuItem | null}
   */
  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  /** There is nobody to show it to; a test may replace this. */
  popup() {
    throw notImplemented('Menu.popup')
  }

  closePopup() {}
}
