import { ApplicationFailure, Context, CompleteAsyncError, heartbeat } from '@temporalio/activity';

export async function fail(type, nonRetryable) {
  throw ApplicationFailure.create({ message: 'the activity fails', type, nonRetryable, details: [{ reason: 'asked' }, 7] });
}

export async function slow() {
  heartbeat('beat', 1);
  await Context.current().cancelled;
}

export async function elsewhere() {
  throw new CompleteAsyncError();
}
