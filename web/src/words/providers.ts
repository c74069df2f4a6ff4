/** Providers as they write themselves. A name is the same in every language. */
const NAMES: Readonly<Record<string, string>> = {
  anthropic: "Anthropic",
  bedrock: "Amazon Bedrock",
  google: "Google Gemini",
  llamacpp: "llama.cpp",
  lmstudio: "LM Studio",
  ollama: "Ollama",
  openai: "OpenAI",
  openrouter: "OpenRouter",
  vertex: "Google Vertex AI",
  vllm: "vLLM",
};

/** How people know a provider; one that is not known is called as the settings call it. */
export const providerName = (id: string): string => NAMES[id] ?? id;
