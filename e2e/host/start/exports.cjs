'use strict'
// What `require('electron')` gives. The modules are loaded before the app is, by boot.mjs, and left here for it.
module.exports = globalThis[Symbol.for('electron host')]
