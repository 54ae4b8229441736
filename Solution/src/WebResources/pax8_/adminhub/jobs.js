// A running job, followed until it ends: asked for again and again, less often while nothing moves, and not at all while
// nobody sees the page.

var Pax8 = Pax8 || {};
Pax8.Hub = Pax8.Hub || {};

Pax8.Hub.Jobs = (() => {
  'use strict';

  const shortestPause = 1000;
  const longestPause = 15000;
  const growth = 1.5;

  /**
   * @param {string} jobId
   * @param {(job: any) => void} show called with each new state
   * @param {(job: any) => void} ended called once
   */
  function follow(jobId, show, ended) {
    let pause = shortestPause;
    let before = '';

    /** @type {number|undefined} */
    let timer;

    async function ask() {
      timer = undefined;
      if (document.visibilityState === 'hidden') return;
      try {
        const job = await Pax8.Hub.Data.job(jobId);
        if (!Pax8.Hub.Data.isOpen(job)) {
          document.removeEventListener('visibilitychange', look);
          ended(job);
          return;
        }
        const state = JSON.stringify(job);
        pause = state === before ? Math.min(pause * growth, longestPause) : shortestPause;
        before = state;
        show(job);
      } catch (error) {
        // The connection may come back; the page goes on to show the last state.
        pause = Math.min(pause * growth, longestPause);
      }
      timer = window.setTimeout(ask, pause);
    }

    function look() {
      if (document.visibilityState === 'hidden' || timer !== undefined) return;
      pause = shortestPause;
      void ask();
    }

    document.addEventListener('visibilitychange', look);
    timer = window.setTimeout(ask, pause);
  }

  /** The progress of a job. @param {any} job */
  function progress(job) {
    const { el, uniqueId } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const { label, statuses, phases, needsResume } = Pax8.Hub.Data;
    const id = uniqueId('progress');
    const total = job.pax8_pagestotal || 0;
    const done = Math.min(job.pax8_pagesdone || 0, total);
    const bar = el('progress', { 'aria-labelledby': id, ...(total && { max: total, value: done }) });
    const state = job.pax8_jobstatus === statuses.paused ? get('jobPaused') : needsResume(job) ? get('jobStale')
      : [phases.deciding, phases.applying].includes(job.pax8_phase) ? get('jobApplying') : total ? get('jobPages', done, total) : get('jobPlanning');
    return el('div', { class: 'job' },
      el('div', { class: 'job-head' }, el('span', { id, class: 'job-name', text: label(job, 'pax8_kind') }), el('span', { class: 'job-state', text: state })),
      bar,
      el('div', { class: 'job-counts' }, el('span', { text: countsOf(job) }), openLink(job)));
  }

  /** What became of a job that ended. @param {any} job @param {...(HTMLElement|false)} answers buttons for what it asks */
  function result(job, ...answers) {
    const { el, icon, link } = Pax8.Hub.Page;
    const { get } = Pax8.Texts;
    const { label, statuses } = Pax8.Hub.Data;
    const tone = job.pax8_jobstatus === statuses.succeeded ? 'good' : [statuses.failed, statuses.otherPartner].includes(job.pax8_jobstatus) ? 'bad' : 'doubtful';
    return el('div', { class: `job result ${tone}` },
      el('div', { class: 'job-head' }, icon(tone), el('span', { class: 'job-name', text: `${label(job, 'pax8_kind')}: ${label(job, 'pax8_jobstatus')}` }), el('span', { class: 'job-state', text: label(job, 'pax8_finishedon') })),
      el('p', { text: job.pax8_message || countsOf(job) }),
      answers.some(Boolean) && el('div', { class: 'answers' }, ...answers),
      el('div', { class: 'job-links' }, openLink(job),
        job.pax8_jobstatus === statuses.waitingForConfirmation && link(get('showHeld'), () => Pax8.Hub.Actions.openList('held')),
        job.pax8_failedcount > 0 && link(get('showIssues'), () => Pax8.Hub.Actions.openList('openIssues'))));
  }

  /** @param {any} job */
  function openLink(job) {
    return Pax8.Hub.Page.link(Pax8.Texts.get('showSyncJob'), () => Pax8.Hub.Actions.openRow('pax8_syncjob', job.pax8_syncjobid), { 'data-job': job.pax8_syncjobid });
  }

  /** @param {any} job */
  function countsOf(job) {
    return Pax8.Texts.get('jobCounts', job.pax8_createdcount || 0, job.pax8_updatedcount || 0, job.pax8_unchangedcount || 0, job.pax8_failedcount || 0);
  }

  return { follow, progress, result };
})();
