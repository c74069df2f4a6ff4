// Shown when a link to enter did not sign anybody in: it was used already, or is too old.
import { Link } from "react-router";
import { useWords } from "@/words";
import { Door, NewLink } from "./Door";

export default function Enter() {
  const { login } = useWords();
  return (
    <Door title={login.linkUsedTitle} text={login.linkUsedText}>
      <div className="rise">
        <NewLink />
        <p className="mt-6 text-sm">
          <Link to="/login" className="font-[550] text-hand underline decoration-hand-line underline-offset-4">
            {login.toLogin}
          </Link>
        </p>
      </div>
    </Door>
  );
}
