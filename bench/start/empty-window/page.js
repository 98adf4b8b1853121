document.body.append(document.createElement('p'))
document.body.firstChild.textContent = 'Empty window'
