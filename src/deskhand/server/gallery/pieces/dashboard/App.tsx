import { useMemo, useState } from "react";
import { Area, AreaChart, Bar, BarChart, CartesianGrid, Cell, Pie, PieChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ArrowDownRight, ArrowUpRight, BatteryCharging, Car, CloudSun, Flame, Home, Leaf, Refrigerator, Sun, Waves, Zap } from "lucide-react";
import { DAYS, type Range, SOURCES, series, total } from "./data";

const COLOURS = `
  .solar { --sun:#e59a1c; --use:#0f7f79; --grid:#8a8578; --store:#5873c9; --rule:#e7e3da; --word:#6c665c }
  .dark .solar { --sun:#f5bd53; --use:#56c7bd; --grid:#8f897d; --store:#93a9f2; --rule:#2f2e2a; --word:#a29c91 }
  .solar .recharts-surface:focus { outline:none }
`;
const TICK = { fill: "var(--word)", fontSize: 12 };
const card = "rounded-2xl border border-stone-200 bg-white p-5 dark:border-stone-800 dark:bg-stone-900";

function Tip({ active, payload, label }: any) {
  if (!active || !payload?.length) return null;
  return (
    <div className="rounded-lg border border-stone-200 bg-white/95 px-3 py-2 text-xs shadow-lg dark:border-stone-700 dark:bg-stone-800/95">
      <p className="mb-1 font-medium text-stone-500 dark:text-stone-400">{label}</p>
      {payload.map((each: any) => (
        <p key={each.name} className="flex items-center gap-2 tabular-nums">
          <i className="size-2 rounded-full" style={{ background: each.color }} />
          {each.name} <b className="ml-auto pl-3 font-semibold">{each.value.toFixed(1)} kWh</b>
        </p>
      ))}
    </div>
  );
}

function Figure({ icon: Icon, name, value, unit, change, good }: any) {
  const Arrow = change >= 0 ? ArrowUpRight : ArrowDownRight;
  const tone = good ? "text-emerald-700 dark:text-emerald-400" : "text-rose-700 dark:text-rose-400";
  return (
    <div className={card}>
      <p className="flex items-center gap-2 text-sm text-stone-500 dark:text-stone-400">
        <Icon className="size-4" /> {name}
      </p>
      <p className="mt-2 text-3xl font-semibold tracking-tight tabular-nums">
        {value}
        <span className="ml-1 text-base font-normal text-stone-500 dark:text-stone-400">{unit}</span>
      </p>
      <p className={`mt-1.5 flex items-center gap-1 text-xs font-medium ${tone}`}>
        <Arrow className="size-3.5" /> {Math.abs(change)}% <span className="font-normal text-stone-500">on the one before</span>
      </p>
    </div>
  );
}

const THINGS = [
  { icon: Flame, name: "Heat pump", kw: 1.42, on: true },
  { icon: Car, name: "Car", kw: 7.2, on: false },
  { icon: Waves, name: "Washing", kw: 0.64, on: true },
  { icon: Refrigerator, name: "Kitchen", kw: 0.31, on: true },
  { icon: Home, name: "The rest", kw: 0.22, on: true },
];

function Things() {
  const [things, setThings] = useState(THINGS);
  const now = things.filter(({ on }) => on).reduce((sum, { kw }) => sum + kw, 0);
  return (
    <section className={card}>
      <h2 className="flex items-baseline justify-between font-semibold">
        Right now <span className="text-sm font-normal tabular-nums text-stone-500 dark:text-stone-400">{now.toFixed(2)} kW</span>
      </h2>
      <ul className="mt-3 space-y-1">
        {things.map(({ icon: Icon, name, kw, on }, place) => (
          <li key={name}>
            <button
              type="button"
              role="switch"
              aria-checked={on}
              onClick={() => setThings(things.map((each, at) => (at === place ? { ...each, on: !on } : each)))}
              className="-mx-2 flex w-[calc(100%+1rem)] items-center gap-3 rounded-lg px-2 py-2 text-sm hover:bg-stone-100 dark:hover:bg-stone-800"
            >
              <Icon className={`size-4 ${on ? "text-teal-700 dark:text-teal-300" : "text-stone-400"}`} />
              <span className={on ? "" : "text-stone-400 dark:text-stone-500"}>{name}</span>
              <span className="ml-auto tabular-nums text-stone-500">{on ? `${kw.toFixed(2)} kW` : "off"}</span>
              <span className={`flex h-5 w-9 rounded-full p-0.5 transition-colors ${on ? "bg-teal-700 dark:bg-teal-500" : "bg-stone-300 dark:bg-stone-700"}`}>
                <i className={`size-4 rounded-full bg-white shadow transition-transform ${on ? "translate-x-4" : ""}`} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function App() {
  const [range, setRange] = useState<Range>("Day");
  const rows = useMemo(() => series(range), [range]);
  const made = total(rows, "Made");
  const used = total(rows, "Used");
  const own = Math.round((Math.min(made, used) / used) * 100);
  return (
    <main className="solar min-h-screen bg-stone-50 text-stone-900 dark:bg-stone-950 dark:text-stone-100">
      <style>{COLOURS}</style>
      <div className="mx-auto max-w-6xl space-y-4 p-5 sm:p-8">
        <header className="flex flex-wrap items-center gap-4 pb-2">
          <span className="grid size-11 place-items-center rounded-2xl bg-amber-100 text-amber-700 dark:bg-amber-400/15 dark:text-amber-300">
            <Sun className="size-6" />
          </span>
          <div>
            <h1 className="text-xl font-semibold tracking-tight">Lindenstraße 12</h1>
            <p className="flex items-center gap-1.5 text-sm text-stone-500 dark:text-stone-400">
              <CloudSun className="size-4" /> 9.8 kWp on the roof, 10 kWh in the cellar
            </p>
          </div>
          <nav className="ml-auto flex rounded-xl border border-stone-200 bg-white p-1 dark:border-stone-800 dark:bg-stone-900" aria-label="Range">
            {(["Day", "Week", "Year"] as Range[]).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={range === each}
                onClick={() => setRange(each)}
                className={`rounded-lg px-4 py-1.5 text-sm font-medium ${range === each ? "bg-stone-900 text-white dark:bg-stone-100 dark:text-stone-900" : "text-stone-500 hover:text-stone-900 dark:text-stone-400 dark:hover:text-stone-100"}`}
              >
                {each}
              </button>
            ))}
          </nav>
        </header>

        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <Figure icon={Sun} name="Made" value={made.toFixed(made < 100 ? 1 : 0)} unit="kWh" change={8} good />
          <Figure icon={Zap} name="Used" value={used.toFixed(used < 100 ? 1 : 0)} unit="kWh" change={-3} good />
          <Figure icon={Leaf} name="From the roof" value={own} unit="%" change={5} good />
          <Figure icon={BatteryCharging} name="Saved" value={(made * 0.27).toFixed(made < 100 ? 2 : 0)} unit="€" change={-2} />
        </div>

        <div className="grid gap-4 lg:grid-cols-3">
          <section className={`${card} lg:col-span-2`}>
            <h2 className="font-semibold">Made and used</h2>
            <div className="mt-4 h-72">
              <ResponsiveContainer>
                <AreaChart data={rows} margin={{ left: -18, right: 6, top: 6 }}>
                  <defs>
                    {["sun", "use"].map((name) => (
                      <linearGradient key={name} id={name} x1="0" x2="0" y1="0" y2="1">
                        <stop offset="0" stopColor={`var(--${name})`} stopOpacity={0.35} />
                        <stop offset="1" stopColor={`var(--${name})`} stopOpacity={0} />
                      </linearGradient>
                    ))}
                  </defs>
                  <CartesianGrid vertical={false} stroke="var(--rule)" />
                  <XAxis dataKey="at" tick={TICK} tickLine={false} axisLine={false} interval="preserveStartEnd" minTickGap={28} />
                  <YAxis tick={TICK} tickLine={false} axisLine={false} />
                  <Tooltip content={<Tip />} cursor={{ stroke: "var(--rule)" }} />
                  <Area type="monotone" dataKey="Made" stroke="var(--sun)" fill="url(#sun)" strokeWidth={2} isAnimationActive={false} />
                  <Area type="monotone" dataKey="Used" stroke="var(--use)" fill="url(#use)" strokeWidth={2} isAnimationActive={false} />
                </AreaChart>
              </ResponsiveContainer>
            </div>
          </section>

          <section className={card}>
            <h2 className="font-semibold">Where it came from</h2>
            <div className="relative mt-2 h-44">
              <ResponsiveContainer>
                <PieChart>
                  <Pie data={SOURCES} dataKey="share" nameKey="name" innerRadius="68%" outerRadius="96%" paddingAngle={3} stroke="none" startAngle={90} endAngle={-270} isAnimationActive={false}>
                    {SOURCES.map(({ name, hue }) => <Cell key={name} fill={hue} />)}
                  </Pie>
                </PieChart>
              </ResponsiveContainer>
              <p className="absolute inset-0 grid place-content-center text-center">
                <b className="text-3xl font-semibold tabular-nums">{SOURCES[0].share + SOURCES[1].share}%</b>
                <span className="text-xs text-stone-500 dark:text-stone-400">from the sun</span>
              </p>
            </div>
            <ul className="mt-4 space-y-2 text-sm">
              {SOURCES.map(({ name, share, hue }) => (
                <li key={name} className="flex items-center gap-2">
                  <i className="size-2.5 rounded-full" style={{ background: hue }} /> {name}
                  <span className="ml-auto tabular-nums text-stone-500 dark:text-stone-400">{share}%</span>
                </li>
              ))}
            </ul>
          </section>

          <Things />

          <section className={`${card} lg:col-span-2`}>
            <h2 className="font-semibold">The last fourteen days</h2>
            <div className="mt-4 h-52">
              <ResponsiveContainer>
                <BarChart data={DAYS} margin={{ left: -18, right: 6 }} barCategoryGap="26%">
                  <CartesianGrid vertical={false} stroke="var(--rule)" />
                  <XAxis dataKey="at" tick={TICK} tickLine={false} axisLine={false} />
                  <YAxis tick={TICK} tickLine={false} axisLine={false} />
                  <Tooltip content={<Tip />} cursor={{ fill: "var(--rule)", opacity: 0.5 }} />
                  <Bar dataKey="Roof" stackId="a" fill="var(--sun)" isAnimationActive={false} />
                  <Bar dataKey="Battery" stackId="a" fill="var(--store)" isAnimationActive={false} />
                  <Bar dataKey="Grid" stackId="a" fill="var(--grid)" radius={[4, 4, 0, 0]} isAnimationActive={false} />
                </BarChart>
              </ResponsiveContainer>
            </div>
          </section>
        </div>
      </div>
    </main>
  );
}
