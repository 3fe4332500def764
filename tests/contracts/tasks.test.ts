import { pgTasks } from "../../server/adapters/pg/tasks.ts";
import { backends, freshDatabase } from "../kit/database.ts";
import { addGrind, addPerson, addTask, ids } from "../kit/rows.ts";
import { tasksContract, type TasksHouse } from "./tasks.ts";

for (const backend of backends()) {
  tasksContract(`${backend} Postgres`, async (): Promise<TasksHouse> => {
    const { db, close } = await freshDatabase({ backend });
    return {
      store: pgTasks(db),
      ids,
      addPerson: () => addPerson(db),
      addGrind: (members) => addGrind(db, members),
      addTask: (task) => addTask(db, task),
      close,
    };
  });
}
