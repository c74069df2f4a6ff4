import { Link } from "react-router";
import { Empty } from "@/parts/Empty";
import { useWords } from "@/words";

export function NotFound() {
  const { errors } = useWords();
  return (
    <main id="main" className="flex-1">
      <Empty title={errors.notFoundTitle} text={errors.notFoundText}>
        <Link to="/" className="font-[550] text-hand underline underline-offset-4">
          {errors.toStart}
        </Link>
      </Empty>
    </main>
  );
}
