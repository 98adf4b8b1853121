import app from './app'
import bulk from './bulk'
import commands from './commands'
import conflicts from './conflicts'
import editor from './editor'
import errors from './errors'
import fields from './fields'
import filter from './filter'
import journal from './journal'
import people from './people'
import profile from './profile'
import review from './review'
import signIn from './sign-in'
import states from './states'
import values from './values'
import views from './views'

export default {
  ...{
    app,
    bulk,
    commands,
    conflicts,
    editor,
    errors,
    fields,
    filter,
    journal,
    people,
    profile,
    review,
    signIn,
    states,
    values,
    views,
  },
}
