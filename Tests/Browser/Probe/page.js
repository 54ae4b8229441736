'use strict';

// A page in the shell's frame, which works with the Xrm of the window around it.
(async () => {
  const { Xrm } = window.parent;
  document.getElementById('greeting').textContent = `Hello, ${Xrm.Utility.getGlobalContext().userSettings.userName}`;
  document.getElementById('data').textContent = new URLSearchParams(location.search).get('data');
  const { entities } = await Xrm.WebApi.retrieveMultipleRecords('account', '?$select=name&$orderby=name');
  for (const account of entities) {
    const item = document.createElement('li');
    item.textContent = account.name;
    document.getElementById('accounts').append(item);
  }
})();
