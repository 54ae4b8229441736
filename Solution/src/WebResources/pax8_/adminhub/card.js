// The card of a provider integration: how it stands, what it does, what needs somebody, and the gear with its verbs.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.Card = class Card {
  /** @param {any} connector its row @param {HubRights} rights @param {() => Promise<void>} onChange called when what the page counts has changed */
  constructor(connector, rights, onChange) {
    const { el, uniqueId } = Pax8.Hub.Page;
    this.connector = connector;
    this.rights = rights;
    this.onChange = onChange;
    /** @type {any[]} */
    this.jobs = [];
    /** Jobs that ask somebody, as they were read. @type {any[]} */
    this.asking = [];
    /** Null while they are read. @type {HubCounts|null} */
    this.counts = null;
    /** Ids of the jobs that are being followed. @type {Set<string>} */
    this.followed = new Set();
    this.titleId = uniqueId('connector');
    this.status = el('div', { class: 'status' });
    this.outcome = el('div', { class: 'outcome', role: 'status' });
    this.running = el('div', { class: 'jobs' });
    this.finished = el('div', { class: 'jobs' });
    this.figures = el('dl', { class: 'figures' });
    this.attention = el('div', { class: 'attention' });
    this.element = el('article', { class: 'card connector', 'aria-labelledby': this.titleId },
      this.head(), this.status, this.outcome, this.attention, this.running, this.figures, this.finished);
    this.showStatus();
    this.showCounts(null);
  }

  get id() {
    return this.connector.pax8_connectorid;
  }

  head() {
    const { el, icon, link } = Pax8.Hub.Page;
    const { label, environments, active } = Pax8.Hub.Data;
    const sandbox = this.connector.pax8_environment === environments.sandbox;
    return el('header', { class: 'card-head' }, el('span', { class: 'mark' }, icon('connector')),
      el('div', { class: 'card-title' },
        el('h3', { id: this.titleId }, link(this.connector.pax8_name, () => this.edit())),
        el('span', { class: sandbox ? 'badge sandbox' : 'badge', text: label(this.connector, 'pax8_environment') }),
        this.connector.statecode !== active && el('span', { class: 'badge inactive', text: label(this.connector, 'statecode') })),
      this.gear());
  }

  gear() {
    const { get } = Pax8.Texts;
    const { verify, start, resume } = Pax8.Hub.Actions;
    const { rights } = this;
    const sync = (/** @type {string} */ label, /** @type {string} */ icon, /** @type {string} */ api) =>
      ({ label, icon, enabled: () => rights.sync, run: () => void this.run(get('startProgress'), () => start(api, this.id)) });
    return Pax8.Hub.menu(get('gear', this.connector.pax8_name), 'gear', [
      { label: get('edit'), icon: 'edit', run: () => this.edit() },
      { label: get('verifyConnectivity'), icon: 'verify', enabled: () => rights.verify, run: () => void this.run(get('verifyProgress'), () => verify(this.id)) },
      { label: get('changeSecret'), icon: 'secret', enabled: () => rights.verify, run: () => void this.changeSecret() },
      sync(get('syncProviderAccounts'), 'sync', 'pax8_SyncProviderAccounts'),
      sync(get('syncSubscriptions'), 'syncsubscriptions', 'pax8_SyncSubscriptions'),
      sync(get('syncProducts'), 'syncproducts', 'pax8_SyncProducts'),
      sync(get('compare'), 'compare', 'pax8_CompareSubscriptions'),
      {
        label: get('otherPartner'), icon: 'doubtful', enabled: () => rights.verify && this.isPartnerInDoubt(),
        run: () => void this.acceptOtherPartner(),
      },
      { label: get('restored'), icon: 'doubtful', enabled: () => rights.verify, run: () => void this.declareRestored() },
      { label: get('takeOver'), icon: 'map', enabled: () => rights.verify, run: () => void this.takeOver() },
      {
        label: get('resume'), icon: 'resume', enabled: () => rights.sync && this.interrupted().length > 0,
        run: () => void this.run(get('resumeProgress'), () => resume(this.interrupted())),
      },
    ]);
  }

  edit() {
    Pax8.Hub.Actions.openRow('pax8_connector', this.id);
  }

  /** The dialog says itself what became of it. */
  async changeSecret() {
    try {
      await Pax8.Hub.Actions.changeSecret(this.id);
      await this.reload();
    } catch (error) {
      this.tell('bad', Pax8.Client.messageOf(error));
    }
  }

  async acceptOtherPartner() {
    const { isOtherPartner, acceptOtherPartner } = Pax8.Hub.Actions;
    if (await isOtherPartner(this.connector)) await this.run(Pax8.Texts.get('otherPartnerProgress'), () => acceptOtherPartner(this.id));
  }

  /** @param {any} job one that asks @param {'apply'|'discard'} answer */
  async decide(job, answer) {
    const { isDecided, decide } = Pax8.Hub.Actions;
    if (!await isDecided(job, answer)) return;
    await this.run(Pax8.Texts.get('decideProgress'), () => decide(job, answer));
    // The button is gone with the question; the job is where it leads.
    const now = this.element.querySelector(`[data-job="${job.pax8_syncjobid}"]`);
    if (now instanceof HTMLElement) now.focus();
  }

  async declareRestored() {
    const { wasRestored, declareRestored } = Pax8.Hub.Actions;
    if (await wasRestored(this.connector)) await this.run(Pax8.Texts.get('restoredProgress'), () => declareRestored(this.id));
  }

  /** What is shown of both integrations changes with it. */
  async takeOver() {
    const { wantsTakeOver, takeOver } = Pax8.Hub.Actions;
    try {
      if (!await wantsTakeOver(this.connector)) return;
    } catch (error) {
      this.tell('bad', Pax8.Client.messageOf(error));
      return;
    }
    await this.run(Pax8.Texts.get('takeOverProgress'), () => takeOver(this.id));
    await this.onChange();
  }

  /** The row may have come here with a copy that nothing has run in yet, so the ids are looked at as well. */
  isCopied() {
    return this.connector.pax8_home === Pax8.Hub.Data.homes.copied || Pax8.Client.isElsewhere(this.connector.pax8_homeorganizationid);
  }

  isPartnerInDoubt() {
    return this.connector.pax8_partnerstate === Pax8.Hub.Data.partners.other;
  }

  interrupted() {
    return this.jobs.filter(job => Pax8.Hub.Data.needsResume(job));
  }

  /** @param {string} progress @param {() => Promise<{ ok: boolean, message: string }>} work */
  async run(progress, work) {
    this.tell('busy', progress);
    this.element.setAttribute('aria-busy', 'true');
    try {
      const { ok, message } = await work();
      await this.reload();
      // A small sync has ended before the page looks at it for the first time, and then nobody follows it.
      void this.onChange();
      this.tell(ok ? 'good' : 'bad', message);
    } catch (error) {
      this.tell('bad', Pax8.Client.messageOf(error));
    } finally {
      this.element.removeAttribute('aria-busy');
    }
  }

  /** @param {'busy'|'good'|'bad'} tone @param {string} message */
  tell(tone, message) {
    const { el, icon, replace } = Pax8.Hub.Page;
    replace(this.outcome, el('div', { class: `message ${tone}` }, icon(tone), el('p', { text: message }),
      tone !== 'busy' && el('button', { type: 'button', class: 'icon-button', 'aria-label': Pax8.Texts.get('dismiss'), on: { click: () => replace(this.outcome) } }, icon('close'))));
  }

  /** Reads the connector and its jobs again. */
  async reload() {
    const { connector, jobs, questions } = Pax8.Hub.Data;
    [this.connector, this.jobs, this.asking] = await Promise.all([connector(this.id), jobs(this.id), questions(this.id)]);
    this.showStatus();
    this.showJobs();
  }

  showStatus() {
    const { el, icon, replace } = Pax8.Hub.Page;
    const { connectivity, label } = Pax8.Hub.Data;
    const { get } = Pax8.Texts;
    const { connector } = this;
    const tone = connector.pax8_connectivitystatus === connectivity.connected ? 'good' : connector.pax8_connectivitystatus === connectivity.failed ? 'bad' : 'doubtful';
    const when = label(connector, 'pax8_connectivityverifiedon');
    replace(this.status,
      el('p', { class: `state ${tone}` }, icon(tone), el('strong', { text: label(connector, 'pax8_connectivitystatus') }), when && el('span', { class: 'quiet', text: get('verifiedOn', when) })),
      el('p', { class: 'quiet', text: connector.pax8_connectivitymessage || get('verifyHint') }),
      this.isCopied() && el('div', { class: 'message doubtful' }, icon('doubtful'), el('p', { text: get('copiedNotice') })));
  }

  showJobs() {
    const { replace } = Pax8.Hub.Page;
    const { statuses } = Pax8.Hub.Data;
    const { progress, result } = Pax8.Hub.Jobs;
    const open = this.jobs.filter(Pax8.Hub.Data.isOpen);
    this.keepingFocus(() => {
      this.showAttention();
      replace(this.running, ...open.map(progress));
      // What needs somebody stands above already.
      replace(this.finished, ...this.last().filter(job => ![statuses.waitingForConfirmation, statuses.failed].includes(job.pax8_jobstatus)).map(job => result(job)));
    });
    for (const job of open) this.follow(job.pax8_syncjobid);
  }

  /** What is drawn anew while somebody is on it keeps the focus. @param {() => void} draw */
  keepingFocus(draw) {
    const focused = document.activeElement && this.element.contains(document.activeElement) && document.activeElement.getAttribute('data-job');
    draw();
    const again = focused && this.element.querySelector(`[data-job="${focused}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  /** The latest ended job of each kind of which none is at work. */
  last() {
    const { isOpen, lastOfEachKind } = Pax8.Hub.Data;
    return lastOfEachKind(this.jobs).filter(job => !this.jobs.some(other => isOpen(other) && other.pax8_kind === job.pax8_kind));
  }

  /** The jobs that ask somebody, however old; of one that is followed as well, its latest state counts. */
  questions() {
    const { statuses } = Pax8.Hub.Data;
    const known = new Map([...this.asking, ...this.jobs].map(job => [job.pax8_syncjobid, job]));
    return [...known.values()].filter(job => job.pax8_jobstatus === statuses.waitingForConfirmation);
  }

  /** @param {string} jobId */
  follow(jobId) {
    if (this.followed.has(jobId)) return;
    this.followed.add(jobId);
    const put = (/** @type {any} */ job) => {
      this.jobs = this.jobs.map(known => (known.pax8_syncjobid === job.pax8_syncjobid ? job : known));
      this.showJobs();
    };
    Pax8.Hub.Jobs.follow(jobId, put, job => {
      this.followed.delete(jobId);
      put(job);
      // What became of it takes the place of the word that it was started.
      Pax8.Hub.Page.replace(this.outcome);
      Pax8.Hub.Page.announce(`${this.connector.pax8_name}: ${job.pax8_message || Pax8.Hub.Data.label(job, 'pax8_jobstatus')}`);
      // It may answer what older ones ask, and say whose Pax8 this is.
      this.reload().catch(error => this.tell('bad', Pax8.Client.messageOf(error)));
      void this.onChange();
    });
  }

  /** @param {HubCounts|null} counts null while they are read */
  showCounts(counts) {
    const { el, link, replace } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const { openList } = Pax8.Hub.Actions;
    const figure = (/** @type {string} */ name, /** @type {number|null} */ value, /** @type {'accounts'|'subscriptions'} */ list) =>
      el('div', {}, el('dt', { text: name }), el('dd', {}, value === null ? '…' : link(value.toLocaleString(), () => openList(list), { 'aria-label': `${name}: ${value.toLocaleString()}` })));
    replace(this.figures, figure(get('providerAccounts'), counts && counts.accounts, 'accounts'), figure(get('subscriptions'), counts && counts.subscriptions, 'subscriptions'));
    this.counts = counts;
    this.keepingFocus(() => this.showAttention());
  }

  /** What waits for somebody: questions and failures as they are, then the rows of each kind by their number. */
  showAttention() {
    const { el, replace } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const asked = [this.isPartnerInDoubt() && this.doubt(), ...this.questions().map(job => this.question(job)), ...this.failures()].filter(Boolean);
    const numbers = this.counts ? this.numbers(this.counts) : [];
    const nothing = this.counts && !asked.length && !numbers.length && get(this.counts.accounts ? 'nothingNeeded' : 'nothingYet');
    if (!asked.length && !numbers.length && !nothing) {
      replace(this.attention);
      return;
    }
    replace(this.attention, el('h4', { text: get('needsAttention') }),
      asked.length > 0 && el('ul', { class: 'asked' }, ...asked.map(item => el('li', {}, item))),
      numbers.length > 0 && el('ul', { class: 'numbers' }, ...numbers),
      nothing && el('p', { class: 'quiet', text: nothing }));
  }

  /** It may be another partner's Pax8. */
  doubt() {
    const { el, icon, button } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    return el('div', { class: 'message bad' }, icon('bad'),
      el('div', {}, el('p', { text: get('otherPartnerNotice', this.connector.pax8_partnermessage || '') }),
        this.rights.verify && el('div', { class: 'answers' }, button(get('otherPartner'), () => void this.acceptOtherPartner(), { class: 'button' }))));
  }

  /** @param {any} job */
  question(job) {
    const { button } = Pax8.Hub.Page;
    const answer = (/** @type {'apply'|'discard'} */ text) => this.rights.verify
      && button(Pax8.Texts.get(text), () => void this.decide(job, text), { class: 'button', 'data-job': `${text} ${job.pax8_syncjobid}` });
    return Pax8.Hub.Jobs.result(job, answer('apply'), answer('discard'));
  }

  failures() {
    return this.last().filter(job => job.pax8_jobstatus === Pax8.Hub.Data.statuses.failed).map(job => Pax8.Hub.Jobs.result(job));
  }

  /** @param {HubCounts} counts */
  numbers(counts) {
    const { el, link } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    /** @type {[number, string, 'unmappedAccounts'|'conflicts'|'held'|'openIssues'|'failedChanges'][]} */
    const all = [
      [counts.unmapped, 'unmapped', 'unmappedAccounts'], [counts.ambiguous, 'ambiguous', 'unmappedAccounts'], [counts.conflicts, 'conflicts', 'conflicts'],
      [counts.held, 'held', 'held'], [counts.failedChanges, 'failedChanges', 'failedChanges'], [counts.issues, 'issues', 'openIssues'],
    ];
    return all.filter(([count]) => count > 0)
      .map(([count, text, list]) => el('li', {}, link(get(count === 1 ? `${text}One` : text, count.toLocaleString()), () => Pax8.Hub.Actions.openList(list))));
  }
};
