/** Waits until a GraphQL server answers at all, whatever it answers; 30 seconds at most. */
export async function firstAnswer(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{__typename}"}',
      });
      return;
    } catch (error) {
      if (attempt === 1_500) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
