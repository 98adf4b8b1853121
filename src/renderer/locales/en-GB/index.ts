import app from './app'
import commands from './commands'
import editor from './editor'
import errors from './errors'
import fields from './fields'
import people from './people'
import review from './review'
import signIn from './sign-in'
import states from './states'
import values from './values'

export default { app, commands, editor, errors, fields, people, review, signIn, states, values }
