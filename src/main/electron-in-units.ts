/** Stands where unit tests would import `electron`: what needs Electron's runtime is tested in e2e. */
throw new Error('a unit test imported electron; move what needs it behind an interface, or test it in e2e')
