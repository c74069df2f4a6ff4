import { useState } from "react";
import { BarChart, Bar, XAxis, YAxis, Tooltip, ResponsiveContainer, CartesianGrid } from "recharts";

interface Row { month: string; sales: number; cost: number }
const rows: Row[] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"].map((month, i) => ({ month, sales: 40 + i * 13, cost: 30 + i * 7 }));

export default function Board() {
  const [count, setCount] = useState<number>(0);
  return (
    <div className="min-h-screen bg-slate-50 dark:bg-slate-900 p-8 text-slate-900 dark:text-slate-100">
      <h1 className="text-2xl font-bold mb-4">Board NUMBER 中文 🎉</h1>
      <button className="rounded-lg bg-blue-600 px-4 py-2 text-white hover:bg-blue-700" onClick={() => setCount(count + 1)}>Clicked {count}</button>
      <div className="mt-6 h-72 rounded-xl border bg-white p-4 shadow">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={rows}><CartesianGrid strokeDasharray="3 3" /><XAxis dataKey="month" /><YAxis /><Tooltip />
            <Bar dataKey="sales" fill="#2563eb" isAnimationActive={false} /><Bar dataKey="cost" fill="#f97316" isAnimationActive={false} /></BarChart>
        </ResponsiveContainer>
      </div>
    </div>
  );
}
