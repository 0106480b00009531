'use strict';
(() => {
  const find = id => document.getElementById(id);
  const root = document.documentElement;

  // Colors: in memory only, so that nothing is stored.
  const theme = find('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme || (dark.matches ? 'dark' : 'light')) === 'dark';
  const named = () => { theme.textContent = isDark() ? 'Light colors' : 'Dark colors'; };
  theme.hidden = false;
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; named(); });
  dark.addEventListener('change', named);
  named();

  const list = find('list');
  if (!list) return;

  const PAGE = 200;
  const body = list.tBodies[0];
  const form = find('filter');
  const text = find('text');
  const more = find('more');
  const shown = find('shown');
  const picks = ['of-step', 'of-state', 'of-project'].map(find);

  // What has a row is read off it; what has none is read from the data, and gets its row when it is looked at.
  const findings = Array.from(body.rows, (row, order) => {
    const code = row.cells[1].querySelector('code');
    const at = code.lastChild.textContent;
    return {
      order, row, at,
      rule: row.cells[0].firstChild.textContent,
      path: code.firstChild.textContent,
      project: row.cells[2].textContent,
      projects: row.dataset.p.split(' '),
      state: row.cells[3].className,
      blocks: row.cells[3].childElementCount > 0,
      words: row.textContent.toLowerCase()
    };
  });
  const data = find('data');
  if (data) {
    const { projects, titles, rows } = JSON.parse(data.textContent);
    for (const [rule, message, path, at, member, of, state, blocks] of rows) {
      const project = of.split(' ').map(index => projects[index]).join(', ');
      findings.push({
        order: findings.length, row: null, at, rule, message, path, member, project, state, blocks,
        title: titles[rule] || '',
        projects: of.split(' '),
        words: [rule, titles[rule], message, path, member, project, state].join(' ').toLowerCase()
      });
    }
  }

  const add = (parent, name, content, kind) => {
    const element = document.createElement(name);
    if (content) element.textContent = content;
    if (kind) element.className = kind;
    parent.append(element);
    return element;
  };
  const rowOf = finding => {
    if (finding.row) return finding.row;
    const row = document.createElement('tr');
    const rule = add(row, 'td');
    add(rule, 'code', finding.rule);
    rule.append(' ');
    add(rule, 'span', finding.title);
    const what = add(row, 'td', finding.message);
    const at = add(what, 'span', '', 'at');
    add(add(at, 'code', finding.path), 'i', finding.at);
    if (finding.member) {
      at.append(' ');
      add(at, 'span', finding.member);
    }
    add(row, 'td', finding.project);
    const state = add(row, 'td', finding.state, finding.state);
    if (finding.blocks) add(state, 'b', 'blocks');
    return finding.row = row;
  };

  let asked = findings;
  let end = 0;
  const show = from => {
    end = Math.min(asked.length, from + PAGE);
    const rows = asked.slice(from, end).map(rowOf);
    if (from) body.append(...rows); else body.replaceChildren(...rows);
    more.hidden = end === asked.length;
    more.textContent = `Show ${Math.min(PAGE, asked.length - end)} more`;
    const all = findings.length;
    const some = asked.length === all ? `${all}` : `${asked.length} of ${all}`;
    shown.textContent = `${some} finding${all === 1 ? '' : 's'}${end < asked.length ? `, the first ${end} shown` : ''}`;
  };

  const line = finding => Number(finding.at.split(':')[1] || 0);
  const compare = (one, other) => one < other ? -1 : one > other ? 1 : 0;
  const orders = [
    (one, other) => compare(one.rule, other.rule),
    (one, other) => compare(one.path, other.path) || line(one) - line(other),
    (one, other) => compare(one.project, other.project),
    (one, other) => compare(one.state, other.state) || other.blocks - one.blocks
  ];
  const heads = Array.from(list.tHead.rows[0].cells);
  let sorted = -1;
  let isDown = false;

  const apply = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(word => word);
    const [step, state, project] = picks.map(pick => pick.value);
    asked = findings.filter(finding =>
      (!step || finding.rule[2] === step)
      && (!state || (state === 'blocks' ? finding.blocks && (finding.state === 'open' || finding.state === 'known') : finding.state === state))
      && (!project || finding.projects.includes(project))
      && words.every(word => finding.words.includes(word)));
    if (sorted >= 0) {
      const by = orders[sorted];
      asked.sort((one, other) => (isDown ? -1 : 1) * by(one, other) || one.order - other.order);
    }
    show(0);
  };

  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => {
      isDown = sorted === column && !isDown;
      sorted = column;
      heads.forEach(other => other.setAttribute('aria-sort', other !== head ? 'none' : isDown ? 'descending' : 'ascending'));
      apply();
    });
    head.replaceChildren(button);
  });

  form.hidden = false;
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      event.preventDefault();
      form.reset();
      text.focus();
    }
  });
  more.addEventListener('click', () => {
    const first = end;
    show(end);
    const row = body.rows[first];
    if (row) {
      row.tabIndex = -1;
      row.focus();
    }
  });

  // From a rule to its findings.
  document.querySelectorAll('a.show').forEach(link => link.addEventListener('click', () => {
    form.reset();
    text.value = link.dataset.rule;
    apply();
  }));

  apply();
})();
